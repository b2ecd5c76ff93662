"""What is written down about a meeting: minutes, lecturers, tests, contents, approved exceptions."""
