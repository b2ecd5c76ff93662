"""Read models: what the log says now, in tables made for asking; one file each, rebuilt at will."""
