"""What the desk's search finds, room by room: hits of each room's `search.py`, found by looking.

`hits(user, stops, words)` gives lists of `Hits` among what `user` may open; `stops` are those of
their centers.
This room brings people.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.template.loader import render_to_string

from people.looking import named
from people.models import Membership, Participation, User

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.utils.safestring import SafeString

    from programs.models import Stop

PEOPLE = 10  # as many are shown


@dataclass(frozen=True)
class Hits:
    """One list of hits: `rows`, drawn by the template `part`.

    A lower `position` stands higher on the page.

    `more` says that there are more than are shown.
    """

    code: str
    part: str
    rows: Sequence[Any]
    position: int
    more: bool = False

    @property
    def html(self) -> SafeString:
        """The part, drawn in the language of the moment."""
        return render_to_string(self.part, {"rows": self.rows, "more": self.more})


def hits(user: User, stops: Sequence[Stop], words: str) -> list[Hits]:
    """Who works in the centers of `user` or takes part in their stops."""
    return [Hits("people", "people/parts/found.html", _people(user, stops, words), position=90)]


def _people(user: User, stops: Iterable[Stop], words: str) -> list[User]:
    """Ten of them by name. Applicants are found by their files."""
    work = Membership.objects.visible_to(user).values("user")
    taking_part = Participation.objects.filter(stop__in=stops).values("person")
    known = User.objects.filter(pk__in=work.union(taking_part, all=True))
    return list(known.filter(named(words)).order_by("name_key", "pk")[:PEOPLE])
