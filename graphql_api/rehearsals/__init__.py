"""Rehearsals of policies for callers: who may ask for one, whose turn it is, and where it is computed."""
