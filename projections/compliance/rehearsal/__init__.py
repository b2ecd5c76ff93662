"""Rehearsals (预演): what would have followed, had rules been in force from a day on. Nothing is written."""
