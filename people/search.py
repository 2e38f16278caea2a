"""What the desk's search finds, room by room: hits of each room's `search.py`, found by looking.

`hits(user, stops, words)` gives lists of `Hits` among what `user` may open; `stops` are those of
their centers.
This room brings people.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef
from django.template.loader import render_to_string

from people.looking import named
from people.models import Membership, Participation, User
from people.unnamed import named as named_to

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.db.models import QuerySet
    from django.utils.safestring import SafeString

    from programs.models import Stop

PEOPLE = 10  # as many are shown
CANDIDATES = 200  # among whom they are sorted by name


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
    people = list(known_to(user, stops, words))
    return [Hits("people", "people/parts/found.html", people, position=90)]


def known_to(user: User, stops: Iterable[Stop], words: str) -> QuerySet[User]:
    """Ten of them by name, where very many are meant of some. Applicants are found by their files.

    Nobody whose file `user` reads without names, or not at all.
    Whom the words mean is known first, then who of them is theirs: nobody else is looked at.
    """
    work = Membership.objects.visible_to(user).filter(user=OuterRef("pk"))
    # Nobody stands between one key and the same: else PostgreSQL reads all participants beforehand.
    same = {"person__gte": OuterRef("pk"), "person__lte": OuterRef("pk")}
    taking_part = Participation.objects.filter(stop__in=stops, **same)
    theirs = User.objects.filter(named(words), Exists(work) | Exists(taking_part))
    some = theirs.filter(named_to(user, person="pk")).values("pk")[:CANDIDATES]
    return User.objects.filter(pk__in=some).order_by("name_key", "pk")[:PEOPLE]
