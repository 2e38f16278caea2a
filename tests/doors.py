"""Every address of the product, and what each of the thirteen kinds of people gets there.

An outcome is `Y` (a page, a file, or the way on), `L` (to the sign-in), `2` (to the second
factor), or the number of the refusal.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from programs.models import Stop
from tests.cast import CODES, Cast

Rule = Mapping[str, str]
Place = Callable[[Cast, Stop], list[Any]]
CENTER = "RV RS1 SU"  # who work on the files of the stop in region 1
STAFF = "RV RS1 RS2 NS SU"  # who have a desk, anywhere


def only(who: str, *, others: str = "404", stranger: str = "L") -> Rule:
    """`who` enter; visitors and the deactivated are sent to the sign-in.

    The unproven are sent to their second factor.
    """
    rule = dict.fromkeys(CODES, others) | {"AN": stranger, "XX": stranger, "NM": "2"}
    return rule | dict.fromkeys(who.split(), "Y")


def everybody(outcome: str = "Y") -> Rule:
    """All enter, signed in or not; only the unproven have to pass their second factor first."""
    return dict.fromkeys(CODES, outcome) | {"NM": "2"}


def really_everybody(outcome: str = "Y") -> Rule:
    """All enter, even the unproven: the pages by which one signs in or proves oneself."""
    return dict.fromkeys(CODES, outcome)


def signed_in(outcome: str = "Y", **others: str) -> Rule:
    """Whoever is signed in, proven or not."""
    return dict.fromkeys(CODES, outcome) | {"AN": "L", "XX": "L"} | others


def nobody(outcome: str = "404", stranger: str = "L") -> Rule:
    """There is nothing for anyone who is signed in."""
    return only("", others=outcome, stranger=stranger)


@dataclass(frozen=True)
class Door:
    """One address: who may look, who may act, with what; whose private words are read there."""

    get: Rule | None = None
    post: Rule | None = None
    at: Place = lambda _cast, _stop: []
    body: Callable[[Cast], dict[str, Any]] = field(default=lambda _cast: {})
    shows: str = ""  # whose canaries stand there for whoever gets in
    other: str = (
        "405"  # what every other method meets there; empty where a library answers it as a GET
    )
    hidden: tuple[str, ...] = ()  # for whom there is nothing here, whatever the method
    counts: bool = False  # whether looking is counted, which writes a row


def of_stop(*more: Any) -> Place:
    """Under the address of a stop."""
    return lambda _cast, stop: [stop.slug, *more]


def by_link(*more: Any) -> Place:
    """Under the private link of AP1's application, or of the stranger's."""
    return lambda cast, stop: [owned(cast, stop).token, *more]


def owned(cast: Cast, stop: Stop) -> Any:
    """The application that stands at a stop: AP1's in region 1, the stranger's in region 2."""
    return cast.application if stop == cast.stop else cast.foreign
