"""The wizard of every form: which page comes next, what is missing, what a sent page becomes.

A room makes its own wizard of it: it says where the answers are kept, and how.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from core.drawn_once import Slots, draw_once
from questionnaires.compiled_forms import CompiledForm, Outcome, Page
from questionnaires.page_results import PageResult, safe_files

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile
    from django.utils.safestring import SafeString

    from core.files import SafeFile
    from questionnaires.compiled_questions import CompiledQuestion


class ReceivedFile(Protocol):
    """A file that was received before: the code of its question, and its name."""

    question: Any
    name: Any


@dataclass(slots=True, kw_only=True)
class Wizard(ABC):
    """The pages of one form for one person; `home` is the URL above theirs, with a slash."""

    form: CompiledForm
    home: str
    template: ClassVar[str] = ""
    closing: ClassVar[str] = ""  # the code of a page behind all questions, such as "check and send"

    @property
    @abstractmethod
    def answers(self) -> Mapping[str, Any]:
        """What was answered so far."""

    @abstractmethod
    def keep(self, request: HttpRequest, result: PageResult) -> None:
        """Store what is right of `result`. Raises `ValidationError`."""

    def make_safe(self, upload: UploadedFile[Any]) -> SafeFile:
        """`upload` as it may be stored, which every form that asks for files says.

        Raises `ValidationError`.
        """
        raise NotImplementedError

    def refused(self, request: HttpRequest, refusal: ValidationError) -> HttpResponse | None:  # noqa: ARG002
        """Where a refusal of `keep` leads; None shows the page again with its sentences."""
        return None

    def finish(self, request: HttpRequest) -> HttpResponse:  # noqa: ARG002  a hook
        """What follows the last page when there is no closing one."""
        return redirect(self.home)

    def received(self, page: Page) -> Sequence[ReceivedFile]:  # noqa: ARG002  a hook
        """The files received before for the questions of `page`."""
        return ()

    def own(self) -> Mapping[str, str] | None:
        """The random words by which somebody's page differs from everybody's, by name.

        They are all that differs, but for the fields; None where more does.
        """
        return None

    def context(self) -> dict[str, Any]:
        """What the template of a page takes besides the page."""
        return {}

    @property
    def entrance(self) -> str:
        """The URL before the first page."""
        return self.home

    @property
    def pages(self) -> Sequence[Page]:
        """Those on which something is asked of this person."""
        codes = {question.code for question in self.form.shown(self.answers)}
        return [
            page
            for page in self.form.pages
            if any(question.code in codes for question in page.questions)
        ]

    @property
    def unanswered(self) -> list[Page]:
        """The pages on which something is missing, or nothing was answered yet."""
        missing = self.form.missing(self.answers)
        return [
            page
            for page in self.form.pages
            if page.code in missing
            or not any(question.code in self.answers for question in page.questions)
        ]

    @property
    def total(self) -> int:
        """How many pages there are, with the closing one."""
        return len(self.pages) + bool(self.closing)

    def page(self, code: str) -> Page:
        """The page `code`. Raises `Http404`."""
        for page in self.pages:
            if page.code == code:
                return page
        raise Http404

    def number(self, page: Page) -> int:
        """The place of `page` among those of this person, from 1."""
        return [each.code for each in self.pages].index(page.code) + 1

    def url(self, code: str) -> str:
        """The URL of the page `code`."""
        return f"{self.home}{code}/"

    def before(self, number: int) -> str:
        """The URL of the page before the one with this number; the entrance before the first."""
        return self.url(self.pages[number - 2].code) if number > 1 else self.entrance

    def after(self, page: Page) -> str:
        """The URL of what follows `page`; empty after the last."""
        codes = [*(each.code for each in self.pages), *([self.closing] if self.closing else [])]
        following = codes[codes.index(page.code) + 1 :]
        return self.url(following[0]) if following else ""

    def resumption(self) -> str:
        """The URL of the first page on which something is missing, else of the last."""
        missing = next(iter(self.form.missing(self.answers)), "")
        return self.url(missing or self.closing or self.pages[-1].code)

    def answer(self, request: HttpRequest, page: Page) -> HttpResponse:
        """Show `page`, or take it when it was sent."""
        return self.take(request, page) if request.method == "POST" else self.show(request, page)

    def take(self, request: HttpRequest, page: Page) -> HttpResponse:
        """Keep what is right of `page`, then go on; with 422 show it again to be put right."""
        result = self.read(page, request.POST, request.FILES)
        try:
            self.keep(request, result)
        except ValidationError as refusal:
            elsewhere = self.refused(request, refusal)
            if elsewhere is not None:
                return elsewhere
            result = result.refused(refusal)
        return self.show(request, page, result) if result.errors else self.go_on(request, page)

    def go_on(self, request: HttpRequest, page: Page) -> HttpResponse:
        """Lead to what follows `page`, which is kept."""
        following = self.after(page)
        return redirect(following) if following else self.finish(request)

    def show(
        self, request: HttpRequest, page: Page, result: PageResult | None = None
    ) -> HttpResponse:
        """Draw `page` as answered before, or, with 422, as typed, to be put right."""
        result, files = result or PageResult(), self.received(page)
        names = {file.question: file.name for file in files}
        fields = page.render(self.drawn(request), errors=result.errors, raw=result.raw, names=names)
        own = None if result.errors or files else self.own()
        if own is None:
            seen = {"fields": fields, "files": files, "wrong": self.wrong(result)}
            status = 422 if result.errors else 200
            return render(request, self.template, self._around(page) | seen, status=status)
        home = self.home
        for secret in own.values():
            home = home.replace(secret, "")
        about = (self.form.version_id, self.form.language, page.code, self.entrance, home, *own)
        slots = Slots({"fields": fields}, own)
        return draw_once(
            request, self.template, partial(self._around, page), about=about, slots=slots
        )

    def _around(self, page: Page) -> dict[str, Any]:
        """What the template takes besides the fields, what was received and what is wrong."""
        number = self.number(page)
        return {
            "wizard": self,
            "page": page,
            "number": number,
            "has_file": any(question.traits.takes_file for question in page.questions),
            "back": self.before(number),
            "is_last": not self.after(page),
            **self.context(),
        }

    def drawn(self, request: HttpRequest) -> Mapping[str, Any]:  # noqa: ARG002  for whoever asks it
        """The answers with which a page is drawn: those that were given."""
        return self.answers

    def one_page(self, result: PageResult | None = None) -> list[tuple[Page, SafeString]]:
        """Every question: each page of this person with its fields, as answered or as typed."""
        errors, raw = (result.errors, result.raw) if result and result.errors else ({}, None)
        return [(page, page.render(self.answers, errors=errors, raw=raw)) for page in self.pages]

    def wrong(self, result: PageResult) -> list[tuple[str, str, list[str]]]:
        """What has to be put right: question code, label, sentences."""
        labels = {question.code: question.label for question in self.form.questions}
        return [
            (code, labels.get(code, ""), sentences) for code, sentences in result.errors.items()
        ]

    def read(self, page: Page, data: Any, files: Any = None) -> PageResult:
        """Read `page` out of what was sent: an emptied answer goes, a wrong one keeps the earlier.

        When all is right, answers on other pages go too if these make them pointless.
        """
        outcome = page.clean(data, files, self.answers)
        result = self._result(outcome, page.questions)
        if not result.errors:
            pointless = self.answers.keys() - outcome.document.keys() - result.files.keys()
            result.answers.update(dict.fromkeys(pointless))
        return result

    def read_all_pages(
        self, pages: Iterable[Page], data: Any, files: Any = None
    ) -> dict[str, PageResult]:
        """Read `pages` sent at once, each on top of those before it; by page code.

        No other page loses an answer.
        """
        answers, results = dict(self.answers), {}
        for page in pages:
            results[page.code] = self._result(page.clean(data, files, answers), page.questions)
            answers |= results[page.code].answers
        return results

    def read_one_page(self, data: Any) -> PageResult:
        """Read every question out of one page. No earlier answer goes."""
        outcome = self.form.clean(data)
        return PageResult(outcome.answers, {}, outcome.errors, data)

    def _result(self, outcome: Outcome, questions: Iterable[CompiledQuestion]) -> PageResult:
        files, refused = safe_files(outcome.files, self.make_safe)
        errors = {**outcome.errors, **refused}
        right = [
            question.code
            for question in questions
            if question.code not in errors and not question.traits.takes_file
        ]
        return PageResult(
            {code: outcome.answers.get(code) for code in right}, files, errors, outcome.raw
        )
