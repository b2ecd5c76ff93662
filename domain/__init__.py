"""Gridledger's domain: events, state and decisions, without any IO."""
