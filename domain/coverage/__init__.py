"""Entities of the new sectors (两新组织), and which of them a branch covers (两个覆盖)."""
