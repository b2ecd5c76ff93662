"""Transfers by letter (介绍信): the home stays where it was until the letter has reached the new one."""
