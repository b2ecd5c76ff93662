"""The county logs on PostgreSQL: append, read, follow."""
