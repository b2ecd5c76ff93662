"""Breaches of operating rules or of labour discipline (两违), and who sees to their being put right (专人包保)."""
