"""The types that clients read, each declared beside its filters and orders."""
