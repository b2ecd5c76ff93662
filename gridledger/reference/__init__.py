"""Reference data that ships with Gridledger."""
