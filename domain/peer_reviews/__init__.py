"""Reviews of members at meetings (讲评): by themselves, by each other, and by who led (自评、互评、点评)."""
