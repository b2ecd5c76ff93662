"""What is measured beside it, each as a process of its own; installed when the benchmark runs."""
