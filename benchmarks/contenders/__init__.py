"""What is measured of this project, each as a process of its own that does a round when told."""
