"""A number in a sentence is the number that the product computes with; any other says what it is.

A new sentence with a number fails here until it is listed: with its source, or with its reason.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from math import ceil

import pytest
from django.conf import settings
from django.db.models import Field, Model

from applications import clock as drafts_clock
from applications import files as application_files
from coaching.door import actions as door_actions
from coaching.hours import child, fetching
from coaching.models import plans
from coaching.session import support
from coaching.staff import waiting
from core import pages, spreadsheets
from core.rooms import HOUSE
from desk import narrowing
from desk.broadcasts import forms as broadcast_forms
from desk.memory import proposals
from desk.models import SavedView
from meetings import models as meeting_rooms
from messaging import health, hours, thread_forms
from messaging.actions import inbound
from messaging.forms import preferences
from messaging.http import whatsapp
from microlabs.catalogues import rooms
from needs.diagnosis.steps import three_steps
from partners.models import PASS_LASTS
from people.defaults import TEXTS as CONSENTS
from programs import logos
from programs.models import Stop
from questionnaires import writing
from questionnaires.builder import forms as questionnaire_forms
from reporting import suppression
from reporting.disclosure import counted, cubes, picture
from reporting.exports import asking as asking_files
from reporting.json_api import forms as api_forms
from selection import todo
from selection.models.criteria import TOP
from selection.review import progress
from selection.review.forms import HEAVIEST, LIGHTEST
from tests.texts_kept import read, template_of
from workshops import todo as workshops_todo
from workshops.after import keeping, quiz
from workshops.hall import absences, asking
from workshops.models import Opinion
from workshops.planning import proposing

WORDS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirty": 30, "fifty": 50, "hundred": 100,
}  # fmt: skip
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}|%[sd]")
NUMBER = re.compile(rf"\d+(?:[,.]\d{{3}})*|\b(?:{'|'.join(WORDS)})\b", re.IGNORECASE)
DIGITS = re.compile(r"\d+(?:[,.\s\xa0]\d{3})*")
ADVICE = "needs/diagnosis/texts.py"  # three photos, two hours: what a person may do alone
MEGABYTE = 1024 * 1024


def days(span: timedelta) -> int:
    return span.days


def whole_hours(span: timedelta) -> int:
    return ceil(span / timedelta(hours=1))


def pages_of_the_form() -> int:
    """Those of the questions, and the last one, where they are checked and sent."""
    form = json.loads((HOUSE / "questionnaires/data/candidacy.json").read_text())
    return len(form["pages"]) + 1


def steps() -> int:
    """How many a diagnosis gives."""
    return len(three_steps({}, "project", "idea"))


def most_letters(model: type[Model], name: str) -> int:
    """How many letters the database keeps of it."""
    field = model._meta.get_field(name)  # noqa: SLF001  Django's public API
    assert isinstance(field, Field)
    return field.max_length or 0


MINUTES = 6  # that the form takes: a promise, said the same everywhere
TOKENS = [int(key) for key, _name in api_forms.DAYS]  # days, as offered
SILENT = [int(key) for key, _name in narrowing.CONTACT if key.isdecimal()]  # days, as offered
Source = Callable[[], list[int]]
COMPUTED: dict[str, Source] = {  # how a sentence begins, or what it holds: its numbers, in order
    "sums of five people": lambda: [support.FEW],
    "This room holds three people": lambda: [meeting_rooms.BIGGEST_PAIR],
    "This file is larger than 5 MB. A photo": lambda: [application_files.LARGEST // MEGABYTE],
    "This file is larger than 5 MB. Please split": lambda: [spreadsheets.LARGEST // MEGABYTE],
    "This file is larger than 5 MB.": lambda: [thread_forms.LARGEST // MEGABYTE],
    "The sheet (XLSX or CSV": lambda: [spreadsheets.LARGEST // MEGABYTE, pages.MOST_ROWS],
    "This file has more than 10,000 rows": lambda: [pages.MOST_ROWS],
    "This file has more than 200 columns": lambda: [pages.MOST_COLUMNS],
    "original of each is kept for 90 days": lambda: [days(inbound.KEPT_BROKEN)],
    "within the next 60 days": lambda: [days(broadcast_forms.AT_MOST)],
    "more than 24 hours ago": lambda: [whole_hours(whatsapp.WINDOW)],
    "Hello,\n\nYour code is {code}": lambda: [settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT // 60],
    "Please leave us at least two hours": lambda: [
        preferences.LEFT, hours.OPENS.hour, 0, hours.CLOSES.hour, 0,
    ],
    "We never write between": lambda: [hours.CLOSES.hour, 0, hours.OPENS.hour, 0],
    "sent in the last five minutes": lambda: [health.MINUTES // timedelta(minutes=1)] * 2,
    "of the last seven days could not be read": lambda: [days(health.WEEK)] * 2,
    "Not sent in the last seven days": lambda: [days(health.WEEK)],
    "This calendar is larger than 1 MB": lambda: [fetching.BIGGEST // MEGABYTE],
    "This calendar holds more than 5,000": lambda: [child.MOST],
    "A recording is at most 2 MB": lambda: [questionnaire_forms.LARGEST_CLIP // MEGABYTE],
    "Choose a picture (PNG, JPEG or WebP)": lambda: [logos.LARGEST // MEGABYTE],
    "It is kept for 24 hours": lambda: [whole_hours(asking_files.KEPT)],
    "write a name of at most": lambda: [most_letters(SavedView, "name")],
    "Not for 7 days": lambda: SILENT[:1],
    "Not for 14 days": lambda: SILENT[1:2],
    "Not for 30 days": lambda: SILENT[2:],
    "Two to four letters": lambda: [2, most_letters(Stop, "prefix")],
    "apply here, in about six minutes": lambda: [MINUTES],
    "numbers are rounded down to a multiple of five": lambda: [picture.BAND] * 2,
    "a mean is shown of ten people": lambda: [
        *(counted.FEWEST_OF_MEAN, counted.STEP),
        *(counted.LARGE, counted.step_of(counted.LARGE), 2, 3),
    ],
    "Under 20,000 DH": lambda: [cubes.AMOUNTS["from_20k"]],
    "20,000 to 49,999 DH": lambda: [cubes.AMOUNTS["from_20k"], cubes.AMOUNTS["from_50k"] - 1],
    "50,000 to 99,999 DH": lambda: [cubes.AMOUNTS["from_50k"], cubes.AMOUNTS["from_100k"] - 1],
    "100,000 to 299,999 DH": lambda: [cubes.AMOUNTS["from_100k"], cubes.AMOUNTS["from_300k"] - 1],
    "300,000 DH and more": lambda: [cubes.AMOUNTS["from_300k"]],
    "Lines of fewer than five people": lambda: [suppression.SMALLEST] * 2,
    "fewer than five": lambda: [suppression.SMALLEST],
    "never about fewer than five": lambda: [proposals.FEWEST],
    "Lines of fewer than five people are put together, so": lambda: [suppression.SMALLEST],
    "Places that pass on within twelve hours": lambda: [whole_hours(todo.SOON)],
    "From 0 to 4 points": lambda: [0, TOP],
    "or one criterion by two steps": lambda: [progress.APART],
    "Scale from 1 to 5": lambda: [int(writing.POINTS[0]), int(writing.POINTS[-1])],
    "From 1 to 10.": lambda: [LIGHTEST, HEAVIEST],
    "Seven short pages, about six minutes": lambda: [pages_of_the_form(), MINUTES],
    "6 minutes on the phone": lambda: [MINUTES],
    "you get three steps made for you": lambda: [steps()],
    "your next three steps": lambda: [steps()],
    "your three steps are ready": lambda: [steps()],
    "ee my three steps": lambda: [steps()],
    "y three steps": lambda: [steps()],
    "y next three steps": lambda: [steps()],
    "One of your three steps": lambda: [steps()],
    "For an answer, you get three steps": lambda: [steps()],
    "People absent three times": lambda: [absences.SIGN],
    "until three more absences": lambda: [absences.SIGN],
    "You have asked ten questions": lambda: [asking.MOST],
    "This file is larger than 40 MB": lambda: [keeping.LARGEST // MEGABYTE],
    "Workshops in three days": lambda: [days(workshops_todo.NEAR)],
    "Up to four. Empty": lambda: [proposing.MOST],
    "that have waited for 9 to": lambda: [waiting.DAYS[0], waiting.DAYS[1] - 1],
    "that have waited for 21 to": lambda: [waiting.DAYS[1], waiting.DAYS[2] - 1],
    "that have waited for 45": lambda: [waiting.DAYS[2]],
    "forgotten two days later": lambda: [days(door_actions.KEPT)],
    "better by one part in a hundred": lambda: [round(1 / plans.NEAR)],
    "Five questions": lambda: [quiz.MOST],
    "Please write one to five questions": lambda: [quiz.MOST],
    "Please write two answers at least": lambda: [quiz.FEWEST],
    "Points of these opinions, of 3": lambda: [max(Opinion.Face)],
    "touches for 60 days": lambda: [drafts_clock.DAYS],
    "Satisfaction, of 3": lambda: [max(Opinion.Face)],
    "what people said of workshops and sessions": lambda: [min(Opinion.Face), max(Opinion.Face)],
    "alone, once, and for ten minutes": lambda: [PASS_LASTS // timedelta(minutes=1)],
}  # fmt: skip
ALONE: dict[str, Source] = {  # sentences that are no more than this
    "30 days": lambda: TOKENS[:1],
    "90 days": lambda: TOKENS[1:2],
    "180 days": lambda: TOKENS[2:3],
}
SAID: dict[str, str] = {  # what a sentence holds: what its number is instead
    "need of %(level)s / 100": "the scale of needs",
    "Nobody meets two experts on one day": "what a plan never does: its tests look at it",
    "30 days": "how long a token lasts: a choice, whose value is tested",
    "90 days": "the same",
    "180 days": "the same",
    "A day is written like 2026-11-29.": "an example of a day",
    "HMAC-SHA256": "the name of a procedure",
    "an hour takes about": "what an hour of sound was measured to take",
    "about 13 MB an hour": "the same",
    "ive lines": "how the words after a workshop are called",
    "two short questions": "those beside the faces",
    "wo seats": "one seat or two: that of a pair",
    "We come as two": "a pair",
    "takes two places": "more than one",
    "wait for two together": "a pair",
    "between 1 and": "fewer would be none",
    "Or answer: 2 =": "the digit that is read as no: its own test",
    "Or answer: 1 = yes": "the digits that are read as yes and no: their own test",
    "Or answer: 1 = I come": "the digits that are read as yes and no: their own test",
    "1 or 2 and your file number": "the same digits",
    "MP3, M4A": "names of kinds of files",
    "UTF-8": "the name of an alphabet",
    "UTF-16": "the name of an alphabet",
    "1. Fill in": "the order of two things",
    "2. Send it": "the order of two things",
    "etween two waves": "from one to the next",
    "a hundred people cost": "a property of that name",
    "such as": "an example",
    "Such as {": "an example",
    "looks like +212": "an example",
    "A day is written like": "an example",
    "3166-2": "the name of a standard",
    "law 09-08": "the name of a law",
    "every 30 seconds": "how those applications work",
    "of 100": "the scale of a level: a share in a hundred",
    "to 100": "the same scale",
    "needs on three themes counts in three lines": "an example",
    "first two": "two of the three steps",
    "Two questions have": "no more than one may have it",
    "two files": "a pair",
    "two sessions": "a pair",
    "in which the two could meet": "a pair",
    "an hour: three taps": "the pages of a booking: its walk counts them",
    "two people": "a pair",
    "Compare the two": "a pair",
    "Two answers are the same": "a pair",
    "in three languages": "the languages of the product",
    "Two files": "a pair",
    "They are two": "a pair",
    "No two files": "a pair",
    "Two, by different people": "the name of a choice",
    "With two, differences": "that choice",
    "Two different people": "that choice",
    "an hour takes 27 MB": "24 kbit/s with its headers, both ways; 150 kbit/s for each picture",
    "Or answer: 1 = done, 2 = not yet": "the digits of the answer",
    "Ask three suppliers": "a ready step",
    "with three pictures": "a ready step",
    "Ask five customers": "a ready step",
    "room for two, by sound": "its name: a pair",
    "The first 100 are shown": "the same number stands beside it in its template",
    "Empty or 0": "nothing",
    "Keys: 1 yes": "the keys on the buttons beside it",
    "six digits": "how many the library asks for",
    "six-digit": "the same",
    "Under 25": "the name of an answer",
    "25 to 34": "the name of an answer",
    "35 to 44": "the name of an answer",
    "45 to 59": "the name of an answer",
    "60 and over": "the name of an answer",
}  # fmt: skip


def numbers(text: str) -> list[int]:
    """Every number of an English text, digits and words, in order."""
    found = NUMBER.findall(PLACEHOLDER.sub("", text))
    return [WORDS.get(each.lower()) or int(re.sub(r"\D", "", each)) for each in found]


def sentences() -> Iterator[str]:
    """Every English text of the product that holds a number."""
    for room in rooms():
        for message in template_of(room):
            if {path for path, _line in message.locations} == {ADVICE}:
                continue
            text = " | ".join(message.id) if isinstance(message.id, tuple) else str(message.id)
            if numbers(text):
                yield text


def source_of(text: str) -> Source | None:
    """Where its numbers come from, by the longest part that names it."""
    if text in ALONE:
        return ALONE[text]
    named = [part for part in COMPUTED if part in text]
    return COMPUTED[max(named, key=len)] if named else None


def test_every_sentence_with_a_number_says_what_the_product_computes() -> None:
    sources = {text: source for text in sentences() if (source := source_of(text))}
    wrong = {
        text: (numbers(text), source())
        for text, source in sources.items()
        if numbers(text) != source()
    }
    assert wrong == {}


def test_every_other_number_in_a_sentence_says_what_it_is() -> None:
    assert [text for text in sentences() if not is_listed(text)] == []


def test_a_new_sentence_with_a_number_is_not_listed_by_itself() -> None:
    new = ["Within 3 days.", "We answer in two hours.", "Kept for %(months)s or 24 months.", "30%"]
    assert [is_listed(text) for text in new] == [False] * 4


def is_listed(text: str) -> bool:
    """Whether its number has a source, or a reason."""
    return source_of(text) is not None or any(part in text for part in SAID)


def test_no_source_and_no_reason_is_left_without_its_sentence() -> None:
    texts = list(dict.fromkeys(sentences()))
    parts = [*COMPUTED, *SAID]
    assert [part for part in parts if not any(part in text for text in texts)] == []


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_a_translation_has_the_digits_of_its_sentence(language: str) -> None:
    wrong = []
    for message in (each for room in rooms() for each in read(room, language) if each.id):
        if isinstance(message.id, str) and (digits := _digits(message.id)):
            said = _digits(str(message.string))
            wrong += [] if sorted(said) == sorted(digits) else [(message.id, message.string)]
    assert wrong == []


def _digits(text: str) -> list[str]:
    return [re.sub(r"\D", "", each) for each in DIGITS.findall(PLACEHOLDER.sub("", text))]


def test_a_consent_text_says_the_same_numbers_in_every_language() -> None:
    said = {
        purpose: {tuple(_digits(text)) for text in texts.values()}
        for purpose, texts in CONSENTS.items()
    }
    assert said == {"processing": {("24", "09", "08")}, "reminders": {()}, "sharing": {()}}
