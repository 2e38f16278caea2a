"""The seven pages as a way: which comes next, under which address, and what is still missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404
from django.urls import reverse

from applications.cached import consent_texts, version_at
from applications.files import SafeFile, make_safe
from applications.models import Application
from core.language import language_of_page
from people.models import ConsentText
from programs.models import Stop
from questionnaires.compiled_forms import CompiledForm, Outcome, Page, compiled_form
from questionnaires.compiled_questions import CompiledQuestion

SEND = "send"
REACH = "reach"


@dataclass(frozen=True, slots=True)
class Way:
    """The pages of one candidacy, open to a browser's cookie (under its stop) or to the private link (under `/my/`)."""

    stop: Stop
    paper: CompiledForm
    home: str
    key: UUID
    application: Application | None = None

    @classmethod
    def at_the_start(cls, stop: Stop) -> Self:
        """Nothing was answered yet; each form that is handed out has a key of its own."""
        home = reverse("applications:begin", args=[stop.slug])
        return cls(stop=stop, paper=_read(version_at(stop), stop), home=home, key=uuid4())

    @classmethod
    def of(cls, application: Application, *, home: str) -> Self:
        """Through the pages of `application`."""
        stop, key = application.stop, application.key
        return cls(stop=stop, paper=_read(application.version_id, stop), home=home, key=key, application=application)

    @property
    def answers(self) -> Mapping[str, Any]:
        """What was answered so far."""
        return self.application.answers if self.application else {}

    @property
    def drawer(self) -> str:
        """Where a phone keeps what is typed: by stop; apart under a private link, perhaps on a friend's phone."""
        own = self.application is not None and self.home == self.application.get_absolute_url()
        return f"my:{self.key}" if own else self.stop.slug

    @property
    def unanswered(self) -> list[Page]:
        """The pages on which something is missing, or nothing was answered yet."""
        missing = self.paper.missing(self.answers)
        return [
            page
            for page in self.paper.pages
            if page.code in missing or not any(question.code in self.answers for question in page.questions)
        ]

    @property
    def total(self) -> int:
        """How many pages there are, with the last one: check and send."""
        return len(self.paper.pages) + 1

    def page(self, code: str) -> Page:
        """The page `code`; somebody who made it up gets a 404."""
        found = next((page for page in self.paper.pages if page.code == code), None)
        if found is None:
            raise Http404
        return found

    def address(self, code: str) -> str:
        """Where the page `code` is."""
        return f"{self.home}{code}/"

    def after(self, page: Page) -> str:
        """The address of what follows `page`."""
        following = self.paper.pages[page.number :]
        return self.address(following[0].code if following else SEND)

    def before(self, number: int) -> str:
        """The address of the page before the one with this number; the stop's own page before the first."""
        return self.address(self.paper.pages[number - 2].code) if number > 1 else f"/{self.stop.slug}/"

    def resumption(self) -> str:
        """The address of the first page on which something is missing, else of the last."""
        return self.address(next(iter(self.paper.missing(self.answers)), SEND))


@dataclass(frozen=True, slots=True)
class Agreement:
    """A consent text as people of the stop read it."""

    purpose: str
    label: str
    version: int
    wording: str


def agreements(stop: Stop) -> list[Agreement]:
    """What people are asked to agree to: that their answers are studied, which is needed, and what they may choose."""
    texts = consent_texts()
    found = [texts[purpose] for purpose in ConsentText.Purpose if purpose in texts]
    return [Agreement(text.purpose, text.get_purpose_display(), text.version, text.wording(stop)) for text in found]


@dataclass(frozen=True, slots=True)
class Given:
    """What one page brought: answers to keep, files made safe, and what has to be put right."""

    answers: dict[str, Any]
    files: dict[str, SafeFile]
    errors: dict[str, list[str]]


def _read(version: int, stop: Stop) -> CompiledForm:
    """The questions in the language of this request, the stop's own provinces first."""
    return compiled_form(version, language_of_page(), region=stop.center.region.iso)


def given(outcome: Outcome, questions: Iterable[CompiledQuestion], kept: Mapping[str, Any]) -> Given:
    """What `questions` brought: what was emptied takes the earlier answer away, what is wrong leaves it.

    When all is right, answers on other pages go too if these make them pointless.
    """
    files, refused = safe(outcome.files)
    errors = {**outcome.errors, **refused}
    asked = [question.code for question in questions if question.code not in errors and not question.traits.takes_file]
    answers = {code: outcome.answers.get(code) for code in asked}
    if not errors:
        answers |= dict.fromkeys(kept.keys() - outcome.document.keys() - files.keys())
    return Given(answers, files, errors)


def safe(uploads: Mapping[str, UploadedFile[Any]]) -> tuple[dict[str, SafeFile], dict[str, list[str]]]:
    """Each file as it may be kept, or why not."""
    files: dict[str, SafeFile] = {}
    refused: dict[str, list[str]] = {}
    for code, upload in uploads.items():
        try:
            files[code] = make_safe(upload)
        except ValidationError as refusal:
            refused[code] = refusal.messages
    return files, refused
