"""What the search of the desk and the conversations find among applications.

By name, phone or number, in any spelling and either alphabet, the best first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import BooleanField, ExpressionWrapper, Q, TextField, Value
from django.db.models.functions import Cast

from applications.dossiers import ApplicationDossiers
from applications.looking import by_index, within
from applications.models import Application
from applications.unnamed import findable, for_reader
from core.planned import in_order_of_an_index
from people.likeness import likeness
from people.names import sounds
from people.search import Hits
from people.typed import BEGUN, HEARD, NEAR, WHOLE, Wanted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from django.contrib.postgres.search import SearchQuery

    from applications.querysets import ApplicationQuerySet
    from people.models import User
    from programs.models import Stop

DOSSIERS = ApplicationDossiers()
FILES = 20  # as many are shown
CANDIDATES = 60  # of each way, of which the most alike are shown
# Among so many of the newest, a word that very many have is found without asking the index for all.
RECENT = 2000
COLUMNS = ("reference", "name", "phone", "state", "submitted_at", "phonetic_key", "stop")


def hits(user: User, stops: Sequence[Stop], words: str) -> list[Hits]:
    """The files that match, and those whose name only sounds so; three statements at most.

    One more where a whole number was typed that no file has, or where nothing sounds so.
    No statement trusts what PostgreSQL guesses of a stop. One that `user` reads without names is
    found by its number alone, and shown without them.
    """
    sent = Application.objects.filter(submitted_at__isnull=False).without_conflict(user)
    ways = _ways(findable(sent, words, user), stops, Wanted(words))
    files = _best_first(ways, stops, words)
    number = Wanted(words).number
    for_reader([each for each in files if each.reference == number], user)
    matches = [each for each in files if ways[each.pk] in {WHOLE, BEGUN}]
    alike = [each for each in files if ways[each.pk] in {HEARD, NEAR}]
    return [
        Hits(
            "files",
            "applications/parts/found.html",
            matches[:FILES],
            position=20,
            more=len(matches) > FILES,
        ),
        Hits("alike", "applications/parts/alike.html", alike[:FILES], position=30),
    ]


def _ways(rows: ApplicationQuerySet, stops: Sequence[Stop], wanted: Wanted) -> dict[int, int]:
    """The best way in which each file has what was typed: some of each way, the newest.

    A rare word has few files, and the index knows them; of a common one the newest do.
    """
    there = rows.filter(within(stops))
    exact = _exact(there, wanted)
    if exact or wanted.phone:
        return dict.fromkeys(exact, WHOLE)
    queries = wanted.by_way
    if not queries:
        return {}
    recent, are_all = _recent(rows, stops, wanted)
    rare = [] if are_all else [way for way in queries if len(recent[way]) <= FILES]
    sure = [way for way in queries if way != NEAR]
    looked = rare if WHOLE in rare else [way for way in rare if way != BEGUN]  # enough are there
    ways = _first(recent, _by_index(there, queries, [way for way in looked if way != NEAR]), sure)
    if ways or NEAR not in queries:  # what is only near costs as much as all else, and is not shown
        return ways
    return _first(recent, _by_index(there, queries, [way for way in rare if way == NEAR]), [NEAR])


def _by_index(
    there: ApplicationQuerySet, queries: Mapping[int, SearchQuery], ways: Sequence[int]
) -> dict[int, list[int]]:
    """The newest files of each of these ways, of all there are. One statement, or none."""
    parts = [
        by_index(there.filter(search=queries[way]))
        .annotate(way=Value(way))
        .values_list("pk", "way")[:CANDIDATES]
        for way in ways
    ]
    found: dict[int, list[int]] = {way: [] for way in ways}
    for pk, way in parts[0].union(*parts[1:], all=True) if parts else ():
        found[way].append(pk)
    return found


def _first(
    recent: Mapping[int, list[int]], older: Mapping[int, list[int]], ways: Iterable[int]
) -> dict[int, int]:
    """The first of `ways`, the best first, in which each file was found: of all, or the newest."""
    found: dict[int, int] = {}
    for way in ways:
        for pk in older.get(way, recent[way])[:CANDIDATES]:
            found.setdefault(pk, way)
    return found


def _exact(there: ApplicationQuerySet, wanted: Wanted) -> list[int]:
    """The files of a whole telephone, or of a whole number, which no index of words is asked for.

    The letters of a number are those of every number, and of many names.
    """
    if wanted.phone:
        return list(
            by_index(there.filter(phone=wanted.phone)).values_list("pk", flat=True)[:CANDIDATES]
        )
    if wanted.number:
        return list(there.filter(reference=wanted.number).values_list("pk", flat=True))
    return []


def _recent(
    rows: ApplicationQuerySet, stops: Sequence[Stop], wanted: Wanted
) -> tuple[dict[int, list[int]], bool]:
    """Which of the newest have what was typed in each way, the newest first. One statement.

    It answers for each of them: a condition could make PostgreSQL read every file. The newest are
    those of each stop, along its index. Also whether they are all files there are.
    """
    has = [ExpressionWrapper(Q(search=query), BooleanField()) for query in wanted.by_way.values()]
    moment = Cast("submitted_at", TextField())  # to be sorted by: thousands of dates are dear
    newest = rows.order_by("-submitted_at", "-pk").values_list(moment, "pk", *has)
    parts = [newest.filter(stop=stop)[:RECENT] for stop in stops]
    with in_order_of_an_index():
        seen = list(parts[0].union(*parts[1:], all=True)) if parts else []
    newest_first = sorted(seen, key=lambda row: row[:2], reverse=True)[:RECENT]
    table = [row[1:] for row in newest_first if any(row[2:])]
    found = {
        way: [row[0] for row in table if row[place]]
        for place, way in enumerate(wanted.by_way, start=1)
    }
    return found, len(newest_first) < RECENT


def _best_first(ways: Mapping[int, int], stops: Sequence[Stop], words: str) -> list[Application]:
    """The files by their way, then by likeness of the name and nothing beside it, then newest.

    Their stops are known: joined to them, PostgreSQL looks through the million files of one where
    nothing was analysed.
    """
    asked = len(sounds(words))
    known = {stop.pk: stop for stop in stops}
    rows = Application.objects.filter(pk__in=ways).only(*COLUMNS)
    files = list(rows.order_by("-submitted_at", "-pk"))
    for file in files:
        file.stop = known[file.stop_id]

    def place(application: Application) -> tuple[int, float, int]:
        more = len(application.phonetic_key.split()) - asked if asked > 1 else 0
        return ways[application.pk], -round(likeness(words, application.name), 2), more

    return sorted(files, key=place)
