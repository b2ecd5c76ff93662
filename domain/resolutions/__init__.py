"""What members propose (建言), what comes of it (议定), and that the result is made public (公示结果)."""
