"""Read models: what the log says now, in tables made for asking; one file each, rebuilt from the log at will."""
