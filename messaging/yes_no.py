"""How somebody says yes, no or something else by a digit, and what a room makes of it.

A room whose occasions ask so (`Event.reply`) offers `REPLIES` in its `replies.py`: by the code of
the occasion, a function that does what the link of the message would do; `OTHERWISE` in the same
way, where a third answer is offered.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from core.rooms import offered
from messaging.occasions import EVENTS
from people.names import SIGNS, fold

YES = frozenset(map(fold, ("1", "oui", "yes", "نعم")))
NO = frozenset(map(fold, ("2", "non", "no", "لا")))
OTHER = frozenset({"3"})
LONGEST = 60  # letters of a text that may be such an answer


@dataclass(frozen=True)
class Answer:
    """Yes, no or the third; the file number that was written behind it, in one spelling."""

    yes: bool
    number: str = ""
    other: bool = False

    def names(self, reference: str) -> bool:
        """Whether it was written about the file with this number."""
        return self.number == _one_word(reference)


@dataclass(frozen=True)
class Done:
    """What became of an answer: for the conversation, in English, and the occasion to say so."""

    did: str
    event: str = ""  # none where the act itself tells them
    context: Mapping[str, Any] = field(default_factory=dict)


# Takes what the question was about, and whether the answer is yes. Raises `ValidationError` where
# the link would refuse.
Reply = Callable[[str, bool], Done]
Otherwise = Callable[[str], Done]  # the same of the third answer


def read(text: str) -> Answer | None:
    """The answer that `text` is, in any digits; None where it says anything more."""
    if len(text) > LONGEST:
        return None
    first, *rest = SIGNS.sub(" ", fold(text)).split() or [""]
    if first not in YES | NO | OTHER:
        return None
    return Answer(first in YES, "".join(rest), other=first in OTHER)


@cache
def replies() -> Mapping[str, Reply]:
    """What every room makes of an answer, by the code of the occasion that asked."""
    return {code: reply for table in offered("replies", "REPLIES") for code, reply in table.items()}


@cache
def otherwise() -> Mapping[str, Otherwise]:
    """What every room makes of the third answer, by the code of the occasion that offered it."""
    rows = offered("replies", "OTHERWISE")
    return {code: otherwise for table in rows for code, otherwise in table.items()}


def asking(*, other: bool = False) -> list[str]:
    """The codes of the occasions that ask yes or no, or that offer a third answer."""
    codes = [code for code, event in EVENTS.items() if event.reply]
    return [code for code in codes if code in otherwise()] if other else codes


def done(answer: Answer, event: str, about: str) -> Done:
    """Do what the answer to this question says. Raises ValidationError where the link would."""
    return otherwise()[event](about) if answer.other else replies()[event](about, answer.yes)


def _one_word(reference: str) -> str:
    return SIGNS.sub("", fold(reference))
