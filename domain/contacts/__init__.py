"""Members away from home (流动党员): where they are, when they were heard of, and who cannot be reached."""
