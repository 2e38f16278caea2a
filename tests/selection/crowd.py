"""People of a stop for the tests of messages to groups."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from applications.models import Application
from desk.broadcasts.audience import Audience, audience
from desk.broadcasts.filters import Choosing
from messaging.models import Broadcast
from people.models import Consent, ConsentText, User
from people.names import name_key, phonetic_key
from questionnaires.compiled_forms import current_version

if TYPE_CHECKING:
    from programs.models import Stop

TEXTS = {
    "title_ar": "ورشة",
    "body_ar": "مرحبا {name}، الملف {reference}",
    "title_fr": "Atelier",
    "body_fr": "Bonjour {name}, dossier {reference}",
}


def applicant(
    stop: Stop, number: int, *, agrees: bool = True, person: User | None = None, **values: Any
) -> Application:
    """Somebody who applied, as number `number` of the stop."""
    language, phone = values.pop("language", "ar"), values.pop("phone", f"+2126990100{number:02}")
    email = values.pop("email", "")
    name = values.pop("name", f"Person {number}")
    is_new = person is None
    person = person or User.objects.create_user(
        name=name,
        phone=phone or None,
        email=email or (None if phone else f"p{number}@example.org"),
        language=language,
    )
    sent: dict[str, Any] = {
        "state": "submitted",
        "reference": f"{stop.prefix}-{number:04}",
        "applicant": person,
        "submitted_at": timezone.now(),
        "kind": "project",
    }
    if agrees:
        agreed = {"person": person, "stop": stop, "text": ConsentText.in_force()["reminders"]}
        if is_new or not Consent.objects.live().filter(**agreed).exists():
            Consent.objects.create(**agreed)
    return _filed(stop, name, phone=phone, email=email, language=language, **{**sent, **values})


def begun(stop: Stop, number: int, **values: Any) -> Application:
    """Somebody who has begun and not sent."""
    fields = {"phone": f"+2126990200{number:02}", "email": "", "language": "ar", **values}
    return _filed(stop, fields.pop("name", f"Begun {number}"), **fields)


def _filed(stop: Stop, name: str, **values: Any) -> Application:
    version = current_version("candidacy", stop)
    keys = {"name_key": name_key(name), "phonetic_key": phonetic_key(name)}
    return Application.objects.create(stop=stop, version=version, name=name, **keys, **values)


def crowd(stop: Stop, people: int) -> list[Application]:
    """So many applicants, every third of whom reads French: as `applicant`, in few statements."""
    text, version = ConsentText.in_force()["reminders"], current_version("candidacy", stop)
    persons = User.objects.bulk_create(
        User(
            name=f"Person {number}",
            phone=f"+2126990100{number:02}",
            language="ar" if (number - 10) % 3 else "fr",
            password="!",
        )
        for number in range(10, 10 + people)
    )
    Consent.objects.bulk_create(Consent(person=each, stop=stop, text=text) for each in persons)
    return Application.objects.bulk_create(
        Application(
            stop=stop,
            version=version,
            applicant=person,
            reference=f"{stop.prefix}-{number:04}",
            state="submitted",
            submitted_at=timezone.now(),
            kind="project",
            name=person.name,
            phone=person.phone or "",
            email="",
            language=person.language,
            name_key=name_key(person.name),
            phonetic_key=phonetic_key(person.name),
        )
        for number, person in enumerate(persons, 10)
    )


def group(stop: Stop, **filters: str) -> Audience:
    """Whom these filters choose."""
    return audience(Choosing(filters, at=stop))


def names(stop: Stop, **filters: str) -> list[str]:
    """Their names, newest first."""
    return [member.name for member in group(stop, **filters).members]


def drafted(stop: Stop, **changes: Any) -> Broadcast:
    """A message in Arabic and French that has not started."""
    return Broadcast.objects.create(stop=stop, **{**TEXTS, **changes})
