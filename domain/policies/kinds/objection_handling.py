"""By when objections of members are decided (异议办理期限)."""

from __future__ import annotations

from domain.policies.comparing import asks_less, less_if_larger
from domain.policies.kind import Kind, Number, Parameters, Words
from domain.policies.wording import days

_MOST_DAYS = 366


class ObjectionHandling(
    Parameters, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="objection-handling"
):
    """An objection is decided within ``due_days`` of the day on which it was raised, calendar days, 0 for that day."""

    due_days: Number

    def __post_init__(self) -> None:
        if not 0 <= self.due_days <= _MOST_DAYS:
            raise ValueError(f"due_days: is 0 to {_MOST_DAYS}")


class ObjectionHandlingKind(Kind[ObjectionHandling]):
    """Gives each objection its day when it is raised; later versions move no day that somebody was told."""

    name = "objection-handling"
    parameters = ObjectionHandling

    def sentences(self, parameters: ObjectionHandling) -> Words:
        if parameters.due_days == 0:
            return Words(
                zh="党员提出的异议,当日作出处理决定", en="An objection is decided on the day it is raised"
            )
        return Words(
            zh=f"党员提出的异议,自提出之日起{parameters.due_days}日内作出处理决定",
            en=f"An objection is decided within {days(parameters.due_days)} of the day it is raised",
        )

    def weaker(self, local: ObjectionHandling, above: ObjectionHandling) -> bool | None:
        return asks_less(less_if_larger(local.due_days, above.due_days))
