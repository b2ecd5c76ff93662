"""Help for tests without any IO."""
