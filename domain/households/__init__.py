"""Households (农户、住户) of the grids, and visits to them. Of people in them nothing is known here but a number."""
