"""Accounts (账号) and the posts (职务) of the members behind them: from these comes what somebody may do."""
