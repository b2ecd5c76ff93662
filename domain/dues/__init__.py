"""Membership dues (党费): what each member owes for each month, what was paid, and the receipts for it."""
