"""Who and what staff look for, in one go: files, people, stops; by name, phone or number, in any spelling."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db.models import DateTimeField, ExpressionWrapper, F, Q

from applications.models import Application
from desk.filters import looked_for
from people.models import Membership, Participation, User
from people.names import fold, phonetic_key
from people.phones import to_e164

if TYPE_CHECKING:
    from collections.abc import Iterable

    from applications.querysets import ApplicationQuerySet
    from programs.models import Stop

FILES, PEOPLE, STOPS = 20, 10, 10  # as many of each are shown
RECENT = 2000  # among so many of the newest, a word that very many have is found without asking the index for all
COLUMNS = ("reference", "name", "phone", "state", "submitted_at", "stop")


@dataclass(frozen=True)
class Found:
    """What was found. `more` says that there are more files than are shown; `alike` only sound as what was typed."""

    files: list[Application]
    alike: list[Application]
    people: list[User]
    stops: list[Stop]
    more: bool

    @property
    def nothing(self) -> bool:
        """Whether there is nothing to show."""
        return not (self.files or self.alike or self.people or self.stops)


def search(user: User, words: str) -> Found:
    """What `user` may open that `words` name; at most nine statements, whatever the number of files."""
    folded = fold(words)
    if not folded:
        return Found([], [], [], [], more=False)
    stops = list(user.stops_in_charge().select_related("center"))
    files = _files(Application.objects.filter(stop__in=stops, submitted_at__isnull=False), words)
    return Found(
        files=files[:FILES],
        alike=_alike(stops, words, files),
        people=_people(user, stops, words),
        stops=[stop for stop in stops if _named(stop, folded)][:STOPS],
        more=len(files) > FILES,
    )


def by_index(rows: ApplicationQuerySet, words: str) -> ApplicationQuerySet:
    """The files that have `words`, by the index of telephones or that of words; the newest first.

    PostgreSQL guesses that one file of 200 has any word, and would walk the whole list by its dates to find 21 of them:
    so it is asked to sort by something that no index knows.
    """
    moment = ExpressionWrapper(F("submitted_at") + timedelta(0), output_field=DateTimeField())
    return looked_for(rows, words).order_by(moment.desc(), "-pk")


def _files(rows: ApplicationQuerySet, words: str) -> list[Application]:
    """The newest that match. A rare word has few files, and the index knows them; of a common one the newest do."""
    newest = rows.order_by("-submitted_at", "-pk").values("pk")[:RECENT]
    recent = looked_for(Application.objects.filter(pk__in=newest), words, walking=True)
    shown = _shown(recent.order_by("-submitted_at", "-pk"))
    return shown if len(shown) > FILES else _shown(by_index(rows, words))


def _shown(rows: ApplicationQuerySet) -> list[Application]:
    return list(rows.select_related("stop").only(*COLUMNS, "stop__slug", "stop__name")[: FILES + 1])


def _alike(stops: Iterable[Stop], words: str, found: Iterable[Application]) -> list[Application]:
    """Files whose name sounds as what was typed, in the other alphabet perhaps. A first name alone is too common."""
    heard = phonetic_key(words)
    if " " not in heard:
        return []
    same = Application.objects.filter(stop__in=stops, phonetic_key=heard, submitted_at__isnull=False)
    there = {file.pk for file in found}
    return [file for file in _shown(same.order_by("-submitted_at", "-pk")) if file.pk not in there][:FILES]


def _people(user: User, stops: Iterable[Stop], words: str) -> list[User]:
    """Who works in the centers of `user` or takes part in their stops. Applicants are found by their files."""
    work = Membership.objects.visible_to(user).values("user")
    taking_part = Participation.objects.filter(stop__in=stops).values("person")
    known = User.objects.filter(pk__in=work.union(taking_part, all=True))
    return list(known.filter(_is(words)).order_by("name_key", "pk")[:PEOPLE])


def _is(words: str) -> Q:
    """Whose phone is `words`, else whose name has every one of them, or whose e-mail begins so."""
    try:
        return Q(phone=to_e164(words))
    except ValidationError:
        folded = fold(words)
        named = Q(*(Q(name_key__contains=word) for word in folded.split()))
        return named | Q(email__startswith=folded)


def _named(stop: Stop, folded: str) -> bool:
    """Whether a stop or its center has every word, in any of its languages."""
    names = (getattr(each, f"name_{code}") for each in (stop, stop.center) for code in ("ar", "fr", "en"))
    said = fold(" ".join([*(name or "" for name in names), stop.slug, stop.prefix]))
    return all(word in said for word in folded.split())
