"""Folds a county's log into the tables of all read models, and knows nothing of what they hold."""
