"""What follows from duties that organisations missed: what counts of it, and what it demands."""
