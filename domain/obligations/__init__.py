"""Obligations (待办责任): that an act or a decision is due, on which grounds, and what became of it."""
