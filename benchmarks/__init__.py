"""Speed, measured side by side with what could be used instead, in one run. Never a timed assertion in a test."""
