"""Organisations (组织): committees, branches and party groups, in one tree."""
