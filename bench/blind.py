"""7: what a reviewer opens who reads a million files without names, beside the same as a manager.

Every list of messages, conversations and files leaves out whoever is hidden from its reader; what
that costs is the difference between the two.
"""

import time
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import OuterRef, Subquery
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from applications.models import Application
from bench import ground
from messaging.models import Message, Thread
from people.models import Membership, User
from people.roles import Role
from programs.models import Stop
from selection.models import Selection

GOAL = 300  # ms
REVIEWER = "reviewer@example.invalid"
WRITERS = 2_000  # people with a conversation; every second one has a file of the million
LETTERS = 10  # messages to each of them
ADDRESSES = {
    "conversations": "messaging:threads",
    "delivery log": "admin:messaging_message_changelist",
    "files": "files:all",
    "first page": "desk:home",
}


# The million belong to one person here; the planner is told what it would know of real ones.
DISTINCT = "ALTER TABLE applications_application ALTER applicant_id SET (n_distinct = -0.9)"


def blind(stop: Stop, pairs: int, _size: int) -> Iterator[dict[str, Any]]:
    """Each page `pairs` × 5 times by both; the reviewer's is checked to leave somebody out."""
    with connection.cursor() as cursor:
        cursor.execute(DISTINCT)
    Selection.objects.update_or_create(stop=stop, defaults={"blind": True})
    reader, _new = User.objects.get_or_create(email=REVIEWER, defaults={"name": "Reviewer"})
    Membership.objects.get_or_create(user=reader, role=Role.REVIEWER, center=stop.center)
    _write(stop)
    hidden = Thread.objects.visible_to(reader).of_somebody().filter(stop=stop)
    ok = hidden.count() == WRITERS // 2
    for what, name in ADDRESSES.items():
        times = {
            email: _milliseconds(email, reverse(name), pairs * 5)
            for email in (ground.STAFF, REVIEWER)
        }
        measured = {"manager_ms": times[ground.STAFF], "blind_ms": times[REVIEWER]}
        aim = {"goal": f"≤ {GOAL} ms", "within": times[REVIEWER] <= GOAL}
        yield {"name": f"7 {what}", "ok": ok, **measured, **aim}
    Selection.objects.filter(stop=stop).update(blind=False)


def _write(stop: Stop) -> None:
    """People, their conversations and messages, once."""
    if Thread.objects.filter(stop=stop).count() >= WRITERS:
        return
    phones = [
        f"+2126{number if number % 2 == 0 else 90_000_000 + number:08d}"
        for number in range(1, WRITERS + 1)
    ]
    people = User.objects.bulk_create(
        User(name="Writer", email=f"writer{number}@example.invalid", phone=phone)
        for number, phone in enumerate(phones)
    )
    theirs = User.objects.filter(phone=OuterRef("phone"))
    Application.objects.filter(phone__in=phones).update(applicant=Subquery(theirs.values("pk")))
    now = timezone.now()
    Thread.objects.bulk_create(Thread(stop=stop, person=person) for person in people)
    Message.objects.bulk_create(
        Message(
            key=f"bench:{person.pk}:{letter}",
            event="receipt",
            channel="sms",
            address=person.phone or "",
            person=person,
            stop=stop,
            language="ar",
            body="…",
            state=Message.State.SENT,
            created_at=now,
        )
        for person in people
        for letter in range(LETTERS)
    )


def _milliseconds(email: str, url: str, rounds: int) -> int:
    """The median of `rounds` whole requests of one process."""
    browser = Client(HTTP_HOST="127.0.0.1")
    browser.cookies[settings.SESSION_COOKIE_NAME] = ground.session(email)
    times = []
    for _round in range(rounds + 1):
        begun = time.perf_counter()
        response = browser.get(url, follow=True)
        if response.status_code != 200:  # noqa: PLR2004
            raise SystemExit(f"{url} was answered {response.status_code}.")
        times.append((time.perf_counter() - begun) * 1000)
    return round(sorted(times[1:])[rounds // 2])
