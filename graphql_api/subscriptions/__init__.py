"""Subscriptions: questions that stay open, and are answered anew whenever what they are about has changed."""
