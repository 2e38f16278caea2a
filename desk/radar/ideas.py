"""Ideas that people gave in conversations, by theme: marked there, counted here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from applications.models import Application
from messaging.models import Idea

if TYPE_CHECKING:
    from desk.radar.promised import Served
    from programs.models import Stop


@dataclass(frozen=True)
class Wish:
    """One person who asked, in a conversation, for something on a theme."""

    person: int
    participation: int | None
    theme: str
    province: int | None
    kind: str  # of entrepreneur; empty for who has sent nothing here


def wishes(stop: Stop, served: Served) -> list[Wish]:
    """Each person once a theme, unless they had a seat on it; two statements.

    Who has sent nothing here yet is of no province.
    """
    said = Idea.objects.filter(post__thread__stop=stop, post__thread__person__isnull=False)
    pairs = dict.fromkeys(said.order_by("pk").values_list("post__thread__person", "theme__code"))
    files = Application.objects.filter(stop=stop, applicant__in={person for person, _ in pairs})
    known = {
        person: (participation, province, kind)
        for person, participation, province, kind in files.order_by("pk").values_list(
            "applicant", "participation", "province", "kind"
        )
    }
    found = []
    for person, theme in pairs:
        participation, province, kind = known.get(person, (None, None, ""))
        if (participation, theme) not in served:
            found.append(Wish(person, participation, theme, province, kind))
    return found
