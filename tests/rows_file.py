"""The rows of the page of a file in the table of doors, and of an institution's page."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from desk.file.links import opinion_token
from desk.models import Opinion, Task
from people.models import Consent, ConsentText
from programs.models import Stop
from tests.cast import Cast
from tests.doors import Door, everybody, owned
from tests.rows_broadcasts import outreach

KEY = "7d9f2f0e-8b1c-4a57-9b6f-0f5f1d3c2b1a"


def of_file(cast: Cast, stop: Stop) -> list[Any]:
    """The file that stands at a stop."""
    return [stop.slug, owned(cast, stop).reference]


def of_task(cast: Cast, stop: Stop) -> list[Any]:
    """A task about it, in the hands of who works there."""
    who = cast["RV" if stop == cast.stop else "RS2"]
    values = {"text": "ZZC call", "to": who, "by": who, "due": timezone.localdate()}
    task, _new = Task.objects.get_or_create(application=owned(cast, stop), defaults=values)
    return [*of_file(cast, stop), task.pk]


def opinion_at(cast: Cast, stop: Stop) -> Opinion:
    """An opinion that is asked about it, of a person who agreed to be shared."""
    application = owned(cast, stop)
    text = ConsentText.in_force()["sharing"]
    Consent.objects.get_or_create(person=application.applicant, stop=stop, text=text)
    values = {
        "institution": "ZZC bank",
        "questions": ["activity"],
        "attachments": [cast.attachment.pk],
        "due": timezone.localdate() + timedelta(days=7),
        "by": cast["RS1"],
    }
    found = Opinion.objects.filter(application=application, given_at=None, withdrawn_at=None)
    return found.first() or Opinion.objects.create(application=application, **values)


def of_opinion(cast: Cast, stop: Stop) -> list[Any]:
    """The same, at the desk."""
    return [*of_file(cast, stop), opinion_at(cast, stop).pk]


def by_link(cast: Cast, stop: Stop) -> list[Any]:
    """Its signed link."""
    return [opinion_token(opinion_at(cast, stop))]


def by_link_of_file(cast: Cast, stop: Stop) -> list[Any]:
    """What was ticked there."""
    return [*by_link(cast, stop), cast.attachment.pk]


def note(_cast: Cast) -> dict[str, Any]:
    """Some words for the team."""
    return {"note-text": "ZZC has called"}


def task(cast: Cast) -> dict[str, Any]:
    """Something to do."""
    return {"task-text": "Call", "task-to": cast["RS1"].pk, "task-due": timezone.localdate()}


def answer(_cast: Cast) -> dict[str, Any]:
    """Some words to the person."""
    return {"answer-text": "مرحبا", "answer-key": KEY}


def asking(_cast: Cast) -> dict[str, Any]:
    """Who is asked, until when, and what they see."""
    day = timezone.localdate() + timedelta(days=7)
    return {"institution": "Bank", "due": day, "questions": ["activity"]}


def given(_cast: Cast) -> dict[str, Any]:
    """What an institution says."""
    return {"verdict": "favourable", "signed": "Chamber"}


FILE = {
    "file:page": Door(get=outreach(), at=of_file, shows="AP1"),
    "file:answers": Door(post=outreach(), at=of_file, body=answer),
    "file:labels": Door(post=outreach(), at=of_file, body=lambda _cast: {"labels": "1"}),
    "file:charge": Door(post=outreach(), at=of_file, body=lambda cast: {"to": cast["RV"].pk}),
    "file:notes": Door(post=outreach(), at=of_file, body=note),
    "file:notes-reading": Door(post=outreach(), at=of_file),
    "file:tasks": Door(post=outreach(), at=of_file, body=task),
    "file:completion": Door(post=outreach(), at=of_task),
    "file:resumption": Door(post=outreach(), at=of_task),
    "file:asking": Door(get=outreach(), post=outreach(), at=of_file, body=asking),
    "file:withdrawal": Door(post=outreach(), at=of_opinion),
    "file:opinion-reading": Door(post=outreach(), at=of_opinion),
    "file:my-tasks": Door(get=outreach("RV RS1 RS2 SU", missing="")),
}
OUTSIDE = {
    "opinion:page": Door(get=everybody(), post=everybody(), at=by_link, body=given),
    "opinion:attachment": Door(get=everybody(), at=by_link_of_file),
}
DOORS = {"the page of a file": FILE, "the page of an institution": OUTSIDE}
