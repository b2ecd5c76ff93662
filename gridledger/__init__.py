"""The composition root: settings, command line, embedded PostgreSQL, and the demo."""
