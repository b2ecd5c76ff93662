"""Values that only Python can make: the answer's JSON is read, they are made in one batch, and put in their places."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

Finish = Callable[[Any], Any]
Places = Mapping[str, Any]  # response key → a Finish, or the Places below it


def finisher(convert: Callable[[Any], Any], fields: Sequence[tuple[str, str | None]]) -> Finish:
    """What makes a value of the text of a column: ``convert``, then of each object these fields.

    ``fields`` are response keys and attributes, None for the name of the object's type; none at all for a scalar.
    """

    def plain(value: Any) -> Any:
        if isinstance(value, list):
            return [plain(item) for item in value]
        if value is None or not fields:
            return value
        type_name = type(value).__name__
        return {key: type_name if name is None else getattr(value, name) for key, name in fields}

    return lambda text: None if text is None else plain(convert(text))


def places_of(finishes: Mapping[tuple[str, ...], Finish]) -> Places:
    """Paths of response keys, lists passed over, as a tree."""
    tree: dict[str, Any] = {}
    for path, finish in finishes.items():
        branch = tree
        for key in path[:-1]:
            branch = branch.setdefault(key, {})
        branch[path[-1]] = finish
    return tree


def finish_all(answer: Any, places: Places) -> Any:
    """The answer with everything finished."""
    found = list(_found(answer, places))
    values = [finish(holder[key]) for holder, key, finish in found]
    for (holder, key, _), value in zip(found, values, strict=True):
        holder[key] = value
    return answer


def _found(value: Any, places: Places) -> Iterator[tuple[dict[str, Any], str, Finish]]:
    if isinstance(value, list):
        for item in value:
            yield from _found(item, places)
    elif value is not None:
        for key, place in places.items():
            if callable(place):
                yield value, key, place
            else:
                yield from _found(value[key], place)
