"""`python -m gridledger`, where the console script is not installed."""

from gridledger.cli import main

main()
