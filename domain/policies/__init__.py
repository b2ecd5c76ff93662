"""Policies (制度规定): rules as versioned data, judged by pure functions.

A *kind* is a form of rule: typed parameters, one pure function, its words. A *version* is a kind's parameters with
their source. Where and from when a version binds is said by its *adoption* at a node of the tree. Nothing here reads
a clock, a database or an environment: all that a verdict depends on is handed over.
"""
