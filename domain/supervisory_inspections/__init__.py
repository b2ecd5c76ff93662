"""Inspections (督导检查) of one organisation by another, what they found, and how that was put right."""
