"""Rehearsals of rules about absences: who would be classed and counted otherwise. Nothing is written."""
