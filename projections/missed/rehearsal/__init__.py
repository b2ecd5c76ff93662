"""Rehearsals of what follows from missed duties: of which organisations what would be due. Nothing is written."""
