"""Policies (制度规定): rules as versioned data, judged by pure functions.

A *kind* is a form of rule: typed parameters, one pure function, its words. A *version* is a kind's parameters with
their source. Where and from when a version binds is said by its *adoption* at a node of the tree. Nothing here reads
a clock, a database or an environment: all that a verdict depends on is handed over.
"""

from domain.policies.book import BuiltInBook, PolicyBook
from domain.policies.late_entry import LateEntry
from domain.policies.modality import Modality
from domain.policies.retroactive_leave import RetroactiveLeave

__all__ = ["BuiltInBook", "LateEntry", "Modality", "PolicyBook", "RetroactiveLeave"]
