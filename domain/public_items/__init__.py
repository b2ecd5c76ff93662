"""Weaknesses that a branch makes public (亮差点公示), each with the last day that it may stand."""
