"""One round for the slots of experts over HTTP: everybody books the same one, at one moment.

What came of it is read from the database, and from what every client was told.
"""

import random
import re
import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from itertools import count
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.cached_db import SessionStore
from django.db import connection
from django.utils import timezone

from bench.crowds import Answered, Post, posted
from coaching.booking.links import session_url
from coaching.models import Booking, CoachingRules, Expert, ExpertTheme, Slot
from people.models import Membership, Participation, User
from programs.models import Stop, Theme

THEME = "digital"
OTHERS = 3  # hours that a refusal shows
PATIENCE = 15.0  # seconds within which everybody is answered
REFUSED = 422
NUMBERS = count(1)


@dataclass(frozen=True)
class Load:
    """How many book one slot, how often it is given back and booked anew, forms sent twice."""

    clients: int
    again: int
    twice: int


@dataclass(frozen=True)
class Round:
    """What came of it."""

    booked: int
    refused: int  # in words, with other hours beside them
    rows: int
    again: int
    twice: int  # of the forms sent twice: one session, and both were led to it
    overlaps: int
    failed: int  # answers 5xx, and none at all
    late: int


@dataclass(frozen=True)
class Crowd:
    """People who are signed in, and the key of the slot that they want."""

    stop: Stop
    people: list[Participation]
    cookies: list[str]

    def post(self, number: int, slot: int, key: uuid.UUID | None = None) -> Post:
        """The form of a slot as this person sends it."""
        fields = {"mode": "phone", "phone": self.people[number].person.phone, "words": ""}
        fields["key"] = str(key or uuid.uuid4())
        path = f"/{self.stop.slug}/coaching/slots/{slot}/?theme={THEME}"
        return Post(path, urlencode(fields), self.cookies[number])


def expected(load: Load) -> Round:
    """What must come of it."""
    return Round(1, load.clients - 1, 1, load.again, load.twice, 0, 0, 0)


def played(stop: Stop, load: Load, port: int) -> Round:
    """Play it against the server at `port`."""
    crowd = gathered(stop, load.clients)
    slots = furnished(stop, 2, OTHERS + load.twice)
    wanted, rest = slots[0], slots[1 + OTHERS :]
    asked = posted(port, [crowd.post(n, wanted) for n in range(load.clients)], within=0)
    rows = Booking.objects.filter(slot=wanted).count()
    again = sum(_booked_anew(crowd, wanted, port, turn) for turn in range(load.again))
    twice, told = _sent_twice(crowd, rest[: load.twice], port)
    everybody = [*asked, *told]
    return Round(
        booked=sum(each.leads.startswith("/session/") for each in asked),
        refused=sum(each.status == REFUSED and len(shown(each)) >= OTHERS for each in asked),
        rows=rows,
        again=again,
        twice=twice,
        overlaps=overlaps(),
        failed=sum(not 0 < each.status < 500 for each in everybody),  # noqa: PLR2004
        late=sum(each.told - each.sent > PATIENCE for each in everybody),
    )


def shown(answer: Answered) -> set[str]:
    """The hours to which a page leads."""
    return set(re.findall(r"/coaching/slots/(\d+)/", answer.page))


def scattered(stop: Stop, port: int, clients: int, experts: int, each: int) -> dict[str, Any]:
    """Five for each of many slots, in any order, staggered by a quarter of an hour (B2, B3)."""
    crowd = gathered(stop, clients)
    slots = furnished(stop, experts, each, stagger=15)
    wanted = [slots[number % len(slots)] for number in range(clients)]
    random.Random(3).shuffle(wanted)  # noqa: S311  who wants what, no secret
    asked = posted(port, [crowd.post(n, slot) for n, slot in enumerate(wanted)], within=0)
    having = Booking.objects.filter(slot__in=slots, state="booked").values("slot")
    waits = sorted(answer.told - answer.sent for answer in asked)
    outcome = {
        "filled": having.distinct().count(),
        "of": len(slots),
        "sessions": having.count(),
        "overlaps": overlaps(),
        "failed": sum(not 0 < answer.status < 500 for answer in asked),  # noqa: PLR2004
        "p99_s": round(waits[int(len(waits) * 0.99)], 2),
    }
    right = outcome["filled"] == outcome["sessions"] == len(slots)
    right = right and not outcome["overlaps"] and not outcome["failed"]
    return {"name": "sessions: scattered", **outcome, "ok": right}


def overlaps() -> int:
    """Pairs of sessions that keep one person, or an expert at no table, at one hour."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM coaching_booking a JOIN coaching_booking b ON a.id < b.id"
            " AND a.starts_at < b.ends_at AND b.starts_at < a.ends_at"
            " AND (a.person_id = b.person_id OR a.expert_id = b.expert_id AND a.is_alone)"
            " WHERE a.state = 'booked' AND b.state = 'booked'"
        )
        return int(cursor.fetchone()[0])


def gathered(stop: Stop, many: int) -> Crowd:
    """So many people who take part and are signed in; none has a session."""
    CoachingRules.objects.get_or_create(stop=stop, defaults={"per_person": 100})
    before = User.objects.filter(phone__startswith="+2127").count()
    people = User.objects.bulk_create(
        User(name=f"Crowd {n}", phone=f"+2127{before + n:08}", language="fr") for n in range(many)
    )
    there = Participation.objects.bulk_create(
        Participation(stop=stop, person=person) for person in people
    )
    return Crowd(stop, there, [_signed_in(person) for person in people])


def furnished(stop: Stop, experts: int, each: int, *, stagger: int = 0) -> list[int]:
    """Slots of half an hour of new experts, the keys in the order of the hours of each expert."""
    theme = Theme.objects.get(code=THEME)
    first = timezone.localtime(timezone.now() + timedelta(days=2)).replace(second=0, microsecond=0)
    rows = []
    for number in range(experts):
        expert = _expert(stop, theme)
        for turn in range(each + 1 if not stagger else each):
            at = first + timedelta(minutes=30 * turn + stagger * number)
            end = at + timedelta(minutes=25)
            planned = {"on": at.date(), "clock": at.time(), "minutes": 25}
            moments = {"starts_at": at, "ends_at": end}
            rows.append(Slot(expert=expert, stop=stop, **planned, **moments))
    return [slot.pk for slot in Slot.objects.bulk_create(rows)]


def report(load: Load, came: Round) -> dict[str, object]:
    """One line of results; `ok` only where everything is as it must be."""
    return {"name": "sessions: race", **asdict(came), "ok": came == expected(load)}


def _expert(stop: Stop, theme: Theme) -> Expert:
    number = next(NUMBERS)
    user = User.objects.create_user(
        name=f"Expert {number}", email=f"{uuid.uuid4()}@example.invalid"
    )
    Membership.objects.create(user=user, role=Membership.Role.EXPERT, center=stop.center)
    names = {f"name_{code}": f"Expert {number}" for code in ("ar", "fr", "en")}
    most = {"per_day": 200, "per_week": 1000, "state": Expert.State.ACTIVE}
    expert = Expert.objects.create(center=stop.center, user=user, **names, **most)
    ExpertTheme.objects.create(expert=expert, theme=theme)
    return expert


def _signed_in(person: User) -> str:
    """The cookie of somebody who has signed in."""
    store = SessionStore()
    store[SESSION_KEY] = str(person.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = person.get_session_auth_hash()
    store.save()
    return f"{settings.SESSION_COOKIE_NAME}={store.session_key}"


def _booked_anew(crowd: Crowd, slot: int, port: int, turn: int) -> bool:
    """Give the slot back, and book it for somebody else: at once."""
    held = Booking.objects.filter(slot=slot, state="booked").first()
    if held is None:
        return False
    from_link = posted(port, [f"{session_url(held)}leaving/"], within=0)
    [again] = posted(port, [crowd.post(turn, slot)], within=0)
    left = all(0 < each.status < REFUSED for each in from_link)
    return left and again.leads.startswith("/session/")


def _sent_twice(crowd: Crowd, slots: Sequence[int], port: int) -> tuple[int, list[Answered]]:
    """Each of these slots booked by one form that is sent twice, at one moment."""
    keys = [uuid.uuid4() for _slot in slots]
    last = len(crowd.people) - 1
    posts = [
        crowd.post(last - n, slot, keys[n]) for n, slot in enumerate(slots) for _turn in range(2)
    ]
    told = posted(port, posts, within=0) if posts else []
    pairs = zip(told[::2], told[1::2], strict=True)
    right = sum(one.leads == two.leads and bool(one.leads) for one, two in pairs)
    rows = Booking.objects.filter(key__in=keys, slot__in=slots).count()
    return min(right, rows), told
