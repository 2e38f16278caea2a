"""The pages of one diagnosis as a way: which comes next, under which address, and what is still missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.urls import reverse

from core.language import language_of_page
from needs.diagnosis.links import AGAIN, home_of
from needs.diagnosis.moments import diagnosis_of, paper_for, version_for

if TYPE_CHECKING:
    from collections.abc import Mapping

    from applications.models import Application
    from needs.models import Diagnosis
    from questionnaires.compiled_forms import CompiledForm, Page


@dataclass(frozen=True, slots=True)
class Walk:
    """Through the questions that concern one person at one moment; begun, or still to begin."""

    application: Application
    moment: str
    diagnosis: Diagnosis | None
    paper: CompiledForm

    @classmethod
    def of(cls, application: Application, moment: str) -> Walk:
        """In the language of this request."""
        begun = diagnosis_of(application, moment)
        version = begun.version_id if begun else version_for(application, moment)
        return cls(application, moment, begun, paper_for(application, version, language_of_page()))

    @property
    def answers(self) -> Mapping[str, Any]:
        """What was answered so far."""
        return self.diagnosis.answers if self.diagnosis else {}

    @property
    def is_over(self) -> bool:
        """Whether every question was answered and counted up."""
        return bool(self.diagnosis and self.diagnosis.finished_at)

    @property
    def pages(self) -> list[Page]:
        """Those on which something is asked of this person."""
        asked = {question.code for question in self.paper.shown(self.answers)}
        return [page for page in self.paper.pages if any(question.code in asked for question in page.questions)]

    @property
    def home(self) -> str:
        """Where it begins."""
        return home_of(self.application.token, self.moment)

    @property
    def result(self) -> str:
        """Where it leads."""
        return self.address("result")

    def address(self, code: str) -> str:
        """Where the page `code` is."""
        if self.moment in AGAIN:
            return reverse("diagnosis:again_page", args=[self.application.token, self.moment, code])
        return reverse("diagnosis:page", args=[self.application.token, code])

    def page(self, code: str) -> tuple[Page, int]:
        """The page `code` and its place among those of this person, from 1; a made-up one gives 404."""
        for place, page in enumerate(self.pages, 1):
            if page.code == code:
                return page, place
        raise Http404

    def around(self, place: int) -> tuple[str, str]:
        """The addresses before and after the page at `place`; nothing after the last."""
        pages = self.pages
        before = self.address(pages[place - 2].code) if place > 1 else self.home
        return before, self.address(pages[place].code) if place < len(pages) else ""

    def resumption(self) -> str:
        """The address of the first page on which something is missing, else of the last."""
        missing = next(iter(self.paper.missing(self.answers)), "")
        return self.address(missing or self.pages[-1].code)
