"""What meetings touch, and mergers, by which those of another organisation count."""

from __future__ import annotations

from datetime import date

from projections.compliance.touching.again import again, again_of_heirs, looks_at, reaching_into, some
from projections.framework.rows import Rows
from projections.framework.table import Row


def meeting(rows: Rows, before: Row | None, after: Row | None, closed: date) -> None:
    """Only what took place is judged."""
    held = [row for row in some(before, after) if row["status"] == "CONCLUDED"]
    if not held:
        return
    days = {row["held_on"] for row in held}
    first = min(days)

    def concerns(slot: Row) -> bool:
        looks = looks_at(rows, slot)
        inside = any(slot["from_on"] <= day <= slot["to_on"] + looks.ahead for day in days)
        return (inside or (looks.back and first < slot["from_on"])) and any(
            looks.at(row["kind"], row["gathering_id"]) for row in held
        )

    again(rows, held[0]["organisation_id"], first, concerns, closed)
    again_of_heirs(rows, held[0]["organisation_id"], concerns, closed)


def merger(rows: Rows, before: Row | None, after: Row | None, closed: date) -> None:
    """From that day on, what a branch held counts for what it became part of, and for what that did."""
    if after is not None:  # none is taken back
        on = after["merged_on"]
        again_of_heirs(rows, after["organisation_id"], reaching_into(rows, on, on), closed)
