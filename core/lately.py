"""What is asked at every visit and hardly ever changes: a process keeps the newest answer to each.

It is asked again in the next ten seconds; an older answer stays nowhere.
"""

from __future__ import annotations

from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

Answer = TypeVar("Answer")
SECONDS = 10


class Newest(Generic[Answer]):
    """Answers of these ten seconds, to the `most` questions that were answered last."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: dict[Hashable, tuple[int, Answer]] = {}
        self._keeping = Lock()

    def of(self, about: Hashable, ask: Callable[[], Answer]) -> Answer:
        """The answer `about` something; `ask` where it is missing or old."""
        now = int(monotonic() // SECONDS)
        kept = self._kept.get(about)
        if kept and kept[0] == now:
            return kept[1]
        answer = ask()
        with self._keeping:  # threads of a server come to the end of ten seconds together
            self._kept.pop(about, None)
            while len(self._kept) >= self._most:
                del self._kept[next(iter(self._kept))]
            self._kept[about] = now, answer
        return answer

    def forget(self) -> None:
        """Ask anew."""
        with self._keeping:
            self._kept.clear()


class Lately(Newest[Answer]):
    """A question of which every answer is kept so."""

    def __init__(self, ask: Callable[..., Answer], most: int) -> None:
        super().__init__(most)
        self.__doc__, self._ask = ask.__doc__, ask

    def __call__(self, *about: Hashable) -> Answer:
        """The answer, to be read, not changed."""
        return self.of(about, lambda: self._ask(*about))


def lately(most: int) -> Callable[[Callable[..., Answer]], Lately[Answer]]:
    """Keep the answers of ten seconds, to the `most` questions that were answered last."""
    return lambda ask: Lately(ask, most)
