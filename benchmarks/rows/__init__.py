"""One file for what is asked: which contenders, how many rounds, which ratio."""
