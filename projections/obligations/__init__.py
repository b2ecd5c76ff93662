"""Read models of obligations: what rules demand, what was recorded of it, and where the two differ."""
