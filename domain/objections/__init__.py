"""Objections (异议): a member says that a record about them is wrong, and somebody else decides about it."""
