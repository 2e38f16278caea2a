"""What the search of the desk and the conversations find among applications.

By name, phone or number, in any spelling.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from applications.dossiers import ApplicationDossiers
from applications.looking import by_index, looked_for
from applications.models import Application
from applications.unnamed import findable, for_reader
from people.names import phonetic_key
from people.search import Hits

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from applications.querysets import ApplicationQuerySet
    from people.models import User
    from programs.models import Stop

DOSSIERS = ApplicationDossiers()
FILES = 20  # as many are shown
# Among so many of the newest, a word that very many have is found without asking the index for all.
RECENT = 2000
COLUMNS = ("reference", "name", "phone", "state", "submitted_at", "stop")


def hits(user: User, stops: Sequence[Stop], words: str) -> list[Hits]:
    """The files that match, and those whose name only sounds so; three statements."""
    sent = Application.objects.filter(stop__in=stops, submitted_at__isnull=False)
    matches = _files(findable(sent, words, user), words)
    number = words.strip().upper()
    for_reader([row for row in matches if row.reference == number], user)
    return [
        Hits(
            "files",
            "applications/parts/found.html",
            matches[:FILES],
            position=20,
            more=len(matches) > FILES,
        ),
        Hits(
            "alike",
            "applications/parts/alike.html",
            _alike(findable(sent, "", user), words, matches),
            position=30,
        ),
    ]


def _files(rows: ApplicationQuerySet, words: str) -> list[Application]:
    """The newest that match.

    A rare word has few files, and the index knows them; of a common one the newest do.
    """
    newest = rows.order_by("-submitted_at", "-pk").values("pk")[:RECENT]
    recent = looked_for(Application.objects.filter(pk__in=newest), words, walking=True)
    matches = _first(recent.order_by("-submitted_at", "-pk"))
    return matches if len(matches) > FILES else _first(by_index(rows, words))


def _first(rows: ApplicationQuerySet) -> list[Application]:
    return list(rows.select_related("stop").only(*COLUMNS, "stop__slug", "stop__name")[: FILES + 1])


def _alike(
    rows: ApplicationQuerySet, words: str, matches: Iterable[Application]
) -> list[Application]:
    """Files whose name sounds as what was typed, in the other alphabet perhaps.

    A first name alone is too common.
    """
    sound = phonetic_key(words)
    if " " not in sound:
        return []
    same = rows.filter(phonetic_key=sound)
    known = {application.pk for application in matches}
    newest = _first(same.order_by("-submitted_at", "-pk"))
    return [application for application in newest if application.pk not in known][:FILES]
