"""Second affiliations (双重管理): taking part in another branch beside the home, without a vote there."""
