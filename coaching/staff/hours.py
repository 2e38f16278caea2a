"""The free hours of a page of the desk: the best of them, more where one asks for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest

    from coaching.models import Slot

FEW, MANY = 20, 80


@dataclass(frozen=True)
class Hours:
    """What is shown, whether there is more, and where a button posts."""

    slots: Sequence[Slot]
    has_more: bool
    base: str


def hours_of(request: HttpRequest, found: Sequence[Slot], base: str) -> Hours:
    """The best of those `found`, which are as they come, the best first; `base` is their page."""
    most = MANY if request.GET.get("more") == "1" else FEW
    return Hours(found[:most], most == FEW and len(found) > most, base)
