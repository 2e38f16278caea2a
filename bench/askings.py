"""6: whether the time of an answer tells who has an account: codes asked for, known and unknown."""

import time
from collections.abc import Iterator, Sequence
from http import HTTPStatus
from random import SystemRandom
from statistics import median
from typing import Any
from urllib.parse import urlencode

from allauth.account.models import EmailAddress
from django.utils.crypto import get_random_string

from bench.servers import Ask, Side
from people.models import User

LOGIN = "/account/login/"
ASKINGS, WARMING = 200, 20
TELLING = 0.6  # area under the curve above which a guess is better than a coin
chance = SystemRandom()


def askings(ours: Side) -> Iterator[dict[str, Any]]:
    """6: two hundred askings each, in a random order, each from another network."""
    run = chance.randrange(10**5)
    people = [_person(run, number) for number in range(ASKINGS + WARMING)]
    EmailAddress.objects.bulk_create(
        EmailAddress(user=person, email=str(person.email), verified=True, primary=True)
        for person in people
    )
    known = {"telephones": [str(each.phone) for each in people]}
    known["e-mails"] = [str(each.email) for each in people]
    for kind, theirs in known.items():
        nobodys = [each.replace("+2126", "+2127").replace("k", "n") for each in theirs]
        waits = _waits(ours, [(each, True) for each in theirs], [(each, False) for each in nobodys])
        area = _area(waits[True], waits[False])
        yield {
            "name": f"6 POST {LOGIN} known : unknown {kind}",
            "ok": area <= TELLING,
            "goal": f"area ≤ {TELLING}",
            "within": area <= TELLING,
            "area_under_curve": round(area, 3),
            "known_p50_ms": round(median(waits[True]), 2),
            "unknown_p50_ms": round(median(waits[False]), 2),
        }


def _person(run: int, number: int) -> User:
    return User.objects.create_user(
        name=f"Known {number}",
        phone=f"+2126{run:05}{number:03}",
        email=f"k{run}.{number}@example.org",
    )


def _waits(
    ours: Side, known: Sequence[tuple[str, bool]], unknown: Sequence[tuple[str, bool]]
) -> dict[bool, list[float]]:
    """Milliseconds until each answer, of the known ones and of the others."""
    counted = [*known[WARMING:], *unknown[WARMING:]]
    chance.shuffle(counted)
    waits: dict[bool, list[float]] = {True: [], False: []}
    for turn, (login, is_known) in enumerate([*known[:WARMING], *unknown[:WARMING], *counted]):
        ask = _asking(login)
        begun = time.perf_counter()
        status, _headers, _body = ours.ask(ask)
        waited = (time.perf_counter() - begun) * 1000
        if status != HTTPStatus.FOUND:
            raise SystemExit(f"Asking for a code was answered {status}: nothing is measured.")
        if turn >= 2 * WARMING:
            waits[is_known].append(waited)
    return waits


def _asking(login: str) -> Ask:
    """Somebody who asks for a code, from a network of their own."""
    token = get_random_string(32)
    network = f"10.{chance.randrange(256)}.{chance.randrange(256)}.{chance.randrange(256)}"
    headers = (("Cookie", f"csrftoken={token}"), ("X-Forwarded-For", network))
    body = urlencode({"login": login, "csrfmiddlewaretoken": token})
    return Ask(LOGIN, "POST", body, headers)


def _area(known: Sequence[float], unknown: Sequence[float]) -> float:
    """How often the slower of two answers is of the same kind: 0.5 tells nothing, 1 everything."""
    pairs = len(known) * len(unknown)
    slower = sum((one > other) + (one == other) / 2 for one in known for other in unknown)
    return max(slower, pairs - slower) / pairs
