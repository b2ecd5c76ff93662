"""What was made lately and may be asked for again, within a bound of size: clients choose what there is to keep."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Kept(Generic[K, V]):
    """A memory that forgets what nobody asked for longest. ``most`` bounds the sizes of all that is kept, together."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[K, tuple[V, int]] = OrderedDict()
        self.size = 0

    def get(self, key: K) -> V | None:
        """What is kept under the key."""
        found = self._kept.get(key)
        if found is None:
            return None
        self._kept.move_to_end(key)
        return found[0]

    def put(self, key: K, value: V, size: int) -> V:
        """Keep a value; what is larger than all together may be is kept by nobody."""
        if size > self._most:
            return value
        if key in self._kept:
            self.size -= self._kept.pop(key)[1]
        self._kept[key] = value, size
        self.size += size
        while self.size > self._most:
            _, (_, gone) = self._kept.popitem(last=False)
            self.size -= gone
        return value

    def forget(self, is_gone: Callable[[K], bool]) -> None:
        """Forget what is kept under such keys; all of them are looked at."""
        for key in [*self._kept]:
            if is_gone(key):
                _, size = self._kept.pop(key)
                self.size -= size

    def __len__(self) -> int:
        """How many are kept."""
        return len(self._kept)
