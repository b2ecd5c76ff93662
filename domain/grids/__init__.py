"""Responsibility grids (网格): who answers for which node, and which organisations a node covers."""
