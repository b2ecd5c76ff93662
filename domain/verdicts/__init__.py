"""Verdicts that are announced (公布的评价): findings of closed periods become facts, and later ones supersede them."""
