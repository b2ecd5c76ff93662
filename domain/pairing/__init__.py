"""Pairs (结对联系): a member looks after another member, a household or a worker."""
