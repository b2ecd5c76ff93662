"""Handing over a post (工作交接): what passes from one holder to the next, each item signed by both."""
