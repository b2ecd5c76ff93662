"""Sealed documents for callers: what they say, once it is recorded who asked."""
