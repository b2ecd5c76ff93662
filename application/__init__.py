"""One use of the system at a time: load the streams it needs, decide, append, answer."""
