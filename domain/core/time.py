"""When a fact happened: a year, a month, a day or an instant, never more exact than what was known."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

_FORMS = {
    "year": re.compile(r"\d{4}"),
    "month": re.compile(r"\d{4}-\d{2}"),
    "day": re.compile(r"\d{4}-\d{2}-\d{2}"),
    "instant": re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{6})?Z"),
}
_BY_LENGTH = {4: "year", 7: "month", 10: "day"}


class Occurred(str):
    """A time of occurrence as text (ISO 8601, the forms of EDTF level 0); its length says its precision.

    ``2026``, ``2026-11``, ``2026-11-18`` or an instant in UTC, ``2026-11-18T11:30:00Z`` with six decimals of
    a second or none. Sorting the text sorts by time within one precision.
    """

    __slots__ = ()

    @classmethod
    def parse(cls, text: str) -> Occurred:
        """Check ``text``. ValueError names what is accepted."""
        occurred = cls(text)
        try:
            precision = occurred.precision
            if precision == "instant":
                datetime.fromisoformat(text)
            else:
                date.fromisoformat((text + "-01-01")[:10] if precision != "month" else text + "-01")
        except ValueError as error:
            raise ValueError(
                f"{text!r} is no time of occurrence: give YYYY, YYYY-MM, YYYY-MM-DD or an instant in UTC "
                f"such as 2026-11-18T11:30:00Z ({error})"
            ) from None
        return occurred

    @classmethod
    def on(cls, day: date) -> Occurred:
        """A whole day."""
        return cls(day.isoformat())

    @classmethod
    def at(cls, instant: datetime) -> Occurred:
        """An instant; it must carry a time zone."""
        if instant.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        precision = "microseconds" if instant.microsecond else "seconds"
        text = instant.astimezone(UTC).isoformat(timespec=precision)
        return cls(text.replace("+00:00", "Z"))

    @property
    def precision(self) -> str:
        """``year``, ``month``, ``day`` or ``instant``."""
        name = _BY_LENGTH.get(len(self), "instant")
        if _FORMS[name].fullmatch(self):
            return name
        raise ValueError("unknown form")

    def local_date(self, zone: ZoneInfo) -> date:
        """The day in ``zone`` on which it began; the first day of a year or month."""
        match self.precision:
            case "year":
                return date(int(self), 1, 1)
            case "month":
                return date.fromisoformat(self + "-01")
            case "day":
                return date.fromisoformat(self)
        instant = datetime.fromisoformat(self)
        try:
            return instant.astimezone(zone).date()
        except OverflowError:  # hours before the first day that there is, or after the last
            return instant.date()

    @property
    def instant(self) -> datetime:
        """The instant, in UTC. ValueError if it is known less exactly."""
        if self.precision != "instant":
            raise ValueError(f"{self} is no instant but a {self.precision}")
        return datetime.fromisoformat(self)
