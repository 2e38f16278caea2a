"""Who of a sheet may be known already, or stand in it twice under two spellings."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, TypeAlias

from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from applications.models import Application
from core.among import among
from people.names import name_key, phonetic_key
from selection.duplicates.finding import COLUMNS, SENTENCES, alike

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from desk.checking import Ready
    from programs.models import Stop

MOST = 50  # that are compared with one row, by one sign


@dataclass(slots=True)
class Person:
    """Somebody of a sheet. An application in memory would cost four times as much."""

    name: str
    name_key: str
    phonetic_key: str
    phone: str
    email: str
    reference: str = ""


Somebody: TypeAlias = "Person | Application"


def likely_doubles(ready: Sequence[Ready], stop: Stop) -> dict[int, list[str]]:
    """Of which file, or of which row before it, each row may be a double, in words, by row."""
    people = {row.row: _person(row) for row in ready}
    signs = {number: _signs(person) for number, person in people.items()}
    known = _by_sign(_received(signs.values(), stop))
    before: dict[tuple[str, str], list[Somebody]] = {}
    numbers = {id(person): number for number, person in people.items()}
    doubles: dict[int, list[str]] = {}
    for number, person in people.items():
        alike_ones = {
            id(other): other
            for sign in signs[number]
            for other in [*known.get(sign, []), *before.get(sign, [])][:MOST]
        }
        sentences = [
            _sentence(other, numbers.get(id(other)), reasons)
            for other in alike_ones.values()
            if (reasons := alike(person, other))
        ]
        if sentences:
            doubles[number] = sentences
        for sign in signs[number]:
            before.setdefault(sign, []).append(person)
    return doubles


def _person(row: Ready) -> Person:
    """The row as far as doubles are told by it."""
    name = str(row.answers.get("name") or "")
    return Person(
        name=name,
        name_key=name_key(name),
        phonetic_key=phonetic_key(name),
        phone=str(row.answers.get("phone") or ""),
        email=str(row.answers.get("email") or "").lower(),
    )


def _signs(person: Somebody) -> list[tuple[str, str]]:
    signs = [
        ("phone", person.phone),
        ("email", person.email.lower()),
        ("name", person.name_key if " " in person.name.strip() else ""),
        ("sound", person.phonetic_key if " " in person.phonetic_key else ""),
    ]
    return [(sign, value) for sign, value in signs if value]


def _by_sign(people: Iterable[Somebody]) -> dict[tuple[str, str], list[Somebody]]:
    found: dict[tuple[str, str], list[Somebody]] = {}
    for person in people:
        for sign in _signs(person):
            found.setdefault(sign, []).append(person)
    return found


def _received(signs: Iterable[list[tuple[str, str]]], stop: Stop) -> Iterable[Application]:
    """The files of the stop that share one of the `signs` of somebody; one statement."""
    values: dict[str, set[str]] = {}
    for sign, value in chain.from_iterable(signs):
        values.setdefault(sign, set()).add(value)
    return (
        Application.objects.received()
        .filter(stop=stop, submitted_at__isnull=False)
        .annotate(address=Lower("email"))
        .filter(
            Q(among("phone", values.get("phone", ())))
            | Q(among("address", values.get("email", ())))
            | Q(among("name_key", values.get("name", ())))
            | Q(among("phonetic_key", values.get("sound", ())))
        )
        .only(*COLUMNS)
        .order_by("reference")
    )


def _sentence(other: Somebody, row: int | None, reasons: Sequence[str]) -> str:
    why = _(", ").join(str(SENTENCES[reason]) for reason in reasons)
    if row is not None:
        sentence = _("May be the person of row %(row)d, %(name)s: %(why)s.")
        return sentence % {"row": row, "name": other.name, "why": why}
    return _("May be %(file)s, %(name)s: %(why)s.") % {
        "file": other.reference,
        "name": other.name,
        "why": why,
    }
