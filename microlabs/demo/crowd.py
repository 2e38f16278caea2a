"""Five hundred people who do not exist, and applied at Fès-Meknès: a fixed seed, no database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random
from typing import TYPE_CHECKING, Any, TypeVar
from zoneinfo import ZoneInfo

from microlabs.demo.crafts import ACTIVITIES, LOCALITIES, QUESTIONS, ZERHOUN
from microlabs.demo.names import FAMILIES, MEN, WOMEN
from people.names import fold

if TYPE_CHECKING:
    from datetime import date

T = TypeVar("T")
SEED = 2020
PLACES = {
    "MA-FES": 330,
    "MA-MEK": 157,
    "MA-TAZ": 5,
    "MA-MOU": 2,
    "MA-SEF": 2,
    "MA-KHE": 1,
    "MA-SIK": 2,
    "zerhoun": 1,
}
TAKE_PART = {
    "trade": 84,
    "textile": 30,
    "hairdressing": 28,
    "electricity": 22,
    "digital": 22,
    "crafts": 21,
    "food": 20,
    "catering": 20,
    "farming": 17,
    "auto": 15,
    "repair": 14,
    "transport": 14,
    "tourism": 13,
    "training": 12,
    "services": 11,
    "health": 9,
    "other": 8,
}
WAIT = {
    "trade": 34,
    "textile": 11,
    "hairdressing": 10,
    "electricity": 8,
    "digital": 9,
    "crafts": 9,
    "food": 9,
    "catering": 9,
    "farming": 8,
    "auto": 5,
    "repair": 5,
    "transport": 5,
    "tourism": 5,
    "training": 4,
    "services": 3,
    "health": 3,
    "other": 3,
}
# 07 40 … : the numbering plan gives 074 to no operator, so no telephone in Morocco can ring
# (tests/demo/test_demo.py asks the phone library, which knows the ranges in use).
NOBODYS_RANGE = "+212740"
HOURS = (  # how many apply, hour by hour: evenings are busier
    *(1, 0, 0, 0, 0, 0, 1, 2, 4, 6, 8, 8),
    *(7, 6, 6, 7, 8, 9, 11, 13, 17, 19, 14, 6),
)
STAGES = {
    "project": (70, 30, 0, 0),
    "self_employed": (5, 30, 50, 15),
    "micro": (0, 15, 55, 30),
    "cooperative": (0, 30, 50, 20),
}
NEEDS = {
    "funding": 62,
    "business_plan": 48,
    "customers": 41,
    "registration": 33,
    "online": 30,
    "social_cover": 27,
    "accounts": 22,
    "idea": 12,
    "other": 5,
}
AGES = ["under_25", "from_25", "from_35", "from_45", "from_60"]
FORMS = ["sole", "sarl_au", "sarl", "other"]
MOST_PEOPLE = {"project": 1, "self_employed": 2, "micro": 8, "cooperative": 25}
FREE = {"morning": 35, "afternoon": 30, "evening": 62, "weekend": 40}
IN_THE_COUNTRY = {"MA-FES": 11, "MA-MEK": 22}  # of a hundred; elsewhere most
FAMILY_PHONES = 12  # so many people use the telephone of another applicant


@dataclass(frozen=True)
class Applicant:
    """One person, what they answered, and when."""

    answers: dict[str, Any]
    takes_part: bool
    begun_at: datetime
    sent_at: datetime
    channel: str
    agrees_to: tuple[str, ...]


def crowd(today: date, days: int) -> list[Applicant]:
    """The five hundred in the order in which they applied, over the `days` before `today`.

    Always the same ones.
    """
    rng = Random(SEED)  # noqa: S311  believable people, no secret
    places = [place for place, people in PLACES.items() for _ in range(people)]
    roles = [(sector, True) for sector, people in TAKE_PART.items() for _ in range(people)]
    roles += [(sector, False) for sector, people in WAIT.items() for _ in range(people)]
    rng.shuffle(places)
    rng.shuffle(roles)
    phones = [f"{NOBODYS_RANGE}{number:06}" for number in rng.sample(range(1_000_000), len(places))]
    phones[-FAMILY_PHONES:] = phones[:FAMILY_PHONES]
    moments = sorted(_moment(rng, today, days) for _ in places)
    people = _names(rng, len(places))
    return [
        _applicant(rng, place=place, role=role, phone=phone, sent_at=moment, person=person)
        for place, role, phone, moment, person in zip(
            places, roles, phones, moments, people, strict=True
        )
    ]


def _moment(rng: Random, today: date, days: int) -> datetime:
    """When somebody sent an application: more on the first and last days, more in the evening."""
    ago = min(1 + int(days * rng.betavariate(0.8, 0.9)), days)
    hour = rng.choices(range(24), HOURS)[0]
    at = time(hour, rng.randrange(60), rng.randrange(60), tzinfo=ZoneInfo("Africa/Casablanca"))
    return datetime.combine(today - timedelta(days=ago), at)


def _names(rng: Random, people: int) -> list[tuple[str, tuple[str, str]]]:
    """So many different people: gender, and the name in Arabic and Latin letters."""
    women = [("woman", first, family) for first in WOMEN for family in FAMILIES]
    men = [("man", first, family) for first in MEN for family in FAMILIES]
    chosen = rng.sample(women, people // 2) + rng.sample(men, people - people // 2)
    rng.shuffle(chosen)
    return [
        (gender, (f"{first[0]} {family[0]}", f"{first[1]} {family[1]}"))
        for gender, first, family in chosen
    ]


def _applicant(
    rng: Random,
    *,
    place: str,
    role: tuple[str, bool],
    phone: str,
    sent_at: datetime,
    person: tuple[str, tuple[str, str]],
) -> Applicant:
    """One of them, with every answer the questionnaire asks for."""
    sector, takes_part = role
    french = _happens(rng, 24)
    answers = {
        **_who(rng, person, phone, french=french),
        **_where(rng, place, french=french),
        "area": _area(place, phone),
        "sector": sector,
        "activity": rng.choice(ACTIVITIES[sector])[french],
    }
    answers |= _enterprise(rng, answers["kind"], sent_at.year) | _needs(rng, french=french)
    agrees_to = ("processing", _perhaps(rng, 71, "reminders"), _perhaps(rng, 43, "sharing"))
    return Applicant(
        answers={code: answer for code, answer in answers.items() if answer is not None},
        takes_part=takes_part,
        begun_at=sent_at - timedelta(minutes=rng.randint(3, 14), seconds=rng.randrange(60)),
        sent_at=sent_at,
        channel=rng.choices(["web", "phone", "walk_in", "association"], [88, 5, 4, 3])[0],
        agrees_to=tuple(purpose for purpose in agrees_to if purpose),
    )


def _who(
    rng: Random, person: tuple[str, tuple[str, str]], phone: str, *, french: bool
) -> dict[str, Any]:
    """What people say of themselves, and how to reach them.

    Some write an Arabic form with a name in Latin letters.
    """
    gender, names = person
    return {
        "kind": rng.choices(list(STAGES), [36, 34, 21, 9])[0],
        "name": names[french or _happens(rng, 10)],
        "gender": _perhaps(rng, 94, gender),
        "age_band": _perhaps(rng, 88, rng.choices(AGES, [14, 38, 28, 17, 3])[0]),
        "phone": phone,
        "whatsapp": _happens(rng, 90),
        "email": _perhaps(rng, 14, f"{fold(names[1]).replace(' ', '.')}.{phone[-4:]}@example.org"),
        "language": "fr" if french else "ar",
    }


def _where(rng: Random, place: str, *, french: bool) -> dict[str, Any]:
    if place == "zerhoun":
        return {"province": "MA-MEK", "locality": ZERHOUN[french]}
    return {"province": place, "locality": _perhaps(rng, 85, rng.choice(LOCALITIES[place])[french])}


def _area(place: str, phone: str) -> str | None:
    """Town or countryside, by a random number of its own, so that no other answer changes."""
    rng = Random(phone)  # noqa: S311  believable people, no secret
    return _perhaps(rng, 93, "rural" if _happens(rng, IN_THE_COUNTRY.get(place, 65)) else "urban")


def _enterprise(rng: Random, kind: str, year: int) -> dict[str, Any]:
    """How far it is, and what only some are asked: its legal form, its age and its people."""
    stage = rng.choices(["idea", "starting", "running", "growing"], STAGES[kind])[0]
    running = stage in {"running", "growing"}
    return {
        "stage": stage,
        "registered": _happens(rng, 70) if kind != "project" else None,
        "legal_form": _legal_form(rng) if kind == "micro" else None,
        "since": _perhaps(rng, 90, year - rng.randint(1, 14)) if running else None,
        "people": _perhaps(rng, 90, rng.randint(1, MOST_PEOPLE[kind])) if running else None,
    }


def _legal_form(rng: Random) -> str | None:
    return _perhaps(rng, 90, rng.choices(FORMS, [52, 30, 14, 4])[0])


def _needs(rng: Random, *, french: bool) -> dict[str, Any]:
    connection = rng.choices(["good", "uneven", "weak", "none"], [46, 36, 15, 3])[0]
    return {
        "needs": [need for need, percent in NEEDS.items() if _happens(rng, percent)] or ["other"],
        "question": _perhaps(rng, 55, rng.choice(QUESTIONS)[french]),
        "connection": connection,
        "video": connection in {"good", "uneven"} and _happens(rng, 80),
        "hours": [hour for hour, percent in FREE.items() if _happens(rng, percent)] or None,
    }


def _happens(rng: Random, percent: int) -> bool:
    """Whether something happens that does so many times in a hundred."""
    return rng.randrange(100) < percent


def _perhaps(rng: Random, percent: int, answer: T) -> T | None:
    """`answer`, so many times in a hundred; else not said."""
    return answer if _happens(rng, percent) else None
