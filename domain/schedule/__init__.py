"""Exceptions from the fixed days of meetings (活动日例外), approved from above."""
