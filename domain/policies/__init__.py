"""Policies: rules that differ from place to place and change in time, each a pure function with parameters.

A decision asks the book for the version in force on the date of the fact, applies it, and stores version
and outcome in the event, so that the log says by which rule it was decided. With the policy engine, versions
become events adopted at nodes of the organisation tree: that replaces the book only, and no decision notices.
"""

from domain.policies.book import BuiltInBook, PolicyBook
from domain.policies.late_entry import LateEntry
from domain.policies.modality import Modality
from domain.policies.retroactive_leave import RetroactiveLeave

__all__ = ["BuiltInBook", "LateEntry", "Modality", "PolicyBook", "RetroactiveLeave"]
