"""The wizard of the candidacy.

Open to a browser's cookie (under its stop) or to the private link (under `/my/`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Self
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from applications import actions
from applications.cached import version_at
from applications.drafts import holds
from applications.files import make_safe
from applications.known import is_known, note_what_was_told, refuse_when_told_too_often
from applications.mails import private_link
from applications.models import Application, Attachment
from applications.refusals import form_of
from applications.ways import ways_on
from core.doors import refuse_in_a_hurry
from core.language import language_of_page
from programs.models import Stop
from questionnaires.compiled_forms import Page, compiled_form
from questionnaires.page_results import PageResult
from questionnaires.wizard import Wizard

if TYPE_CHECKING:
    from django.core.exceptions import ValidationError
    from django.core.files.uploadedfile import UploadedFile
    from django.http import HttpRequest, HttpResponse

    from core.files import SafeFile
    from questionnaires.eligibility import Bar

SEND = "send"
PROVINCE = "province"
REACH = "reach"
SAME_PHONE = "same-phone"


@dataclass(slots=True, kw_only=True)
class CandidacyWizard(Wizard):
    """The pages of one candidacy, begun or still to begin; `key` makes it arrive only once."""

    stop: Stop
    key: UUID
    application: Application | None = None
    phone_is_new: bool = field(default=False, init=False)
    # What is shown as not eligible, by question, and the way on from there:
    barred: Mapping[str, Bar] = field(default_factory=dict, init=False)
    following: str = field(default="", init=False)
    template: ClassVar[str] = "applications/page.html"
    closing: ClassVar[str] = SEND

    @classmethod
    def at_the_start(cls, stop: Stop) -> Self:
        """Nothing was answered yet; each form that is handed out has a key of its own."""
        form = compiled_form(version_at(stop).pk, language_of_page(), region=stop.center.region.iso)
        return cls(
            stop=stop, form=form, home=reverse("applications:begin", args=[stop.slug]), key=uuid4()
        )

    @classmethod
    def under_its_stop(cls, application: Application) -> Self:
        """Through the pages of `application` in the browser that began it."""
        return cls._of(application, reverse("applications:begin", args=[application.stop.slug]))

    @classmethod
    def under_private_link(cls, application: Application) -> Self:
        """Through the pages of `application` for whoever holds its link."""
        return cls._of(application, application.get_absolute_url())

    @classmethod
    def _of(cls, application: Application, home: str) -> Self:
        form = form_of(application, language_of_page())
        return cls(
            stop=application.stop,
            form=form,
            home=home,
            key=application.key,
            application=application,
        )

    @property
    def answers(self) -> Mapping[str, Any]:
        """What was answered so far."""
        return self.application.answers if self.application else {}

    @property
    def pages(self) -> Sequence[Page]:
        """All of them: the phone without a network holds the same ones for everybody."""
        return self.form.pages

    @property
    def entrance(self) -> str:
        """The stop's own page."""
        return f"/{self.stop.slug}/"

    @property
    def is_own(self) -> bool:
        """Whether the private link was used."""
        return self.application is not None and self.home == self.application.get_absolute_url()

    @property
    def drawer(self) -> str:
        """Where a phone keeps what is typed.

        By stop; apart under a private link, perhaps on a friend's phone.
        """
        return f"my:{self.key}" if self.is_own else self.stop.slug

    def make_safe(self, upload: UploadedFile[Any]) -> SafeFile:
        """`upload` as it may be stored. Raises `ValidationError`."""
        return make_safe(upload)

    def received(self, page: Page) -> Sequence[Attachment]:
        """The files received before for the questions of `page`."""
        codes = {
            question.code for question in page.questions if question.traits.takes_file
        } & self.answers.keys()
        return (
            list(self.application.attachments.filter(question__in=codes))
            if codes and self.application
            else []
        )

    def own(self) -> Mapping[str, str] | None:
        """The key, and the secret of what was begun; what was sent shows more."""
        if self.application is None:
            return {"key": str(self.key)}
        own = {"key": str(self.key), "token": self.application.token}
        return None if self.application.is_sent else own

    def context(self) -> dict[str, Any]:
        """The stop, and the link to go on with elsewhere."""
        link = private_link(self.application) if self.application else ""
        context = {"stop": self.stop, "private_link": link}
        return {**context, "ways": ways_on(self.stop, self.answers)} if self.barred else context

    def keep(self, request: HttpRequest, result: PageResult) -> None:
        """Keep what is right. Raises what `actions.keep` raises, and ValidationError('hurry')."""
        application = self._begun()
        phone_before = application.phone
        if result.files:
            refuse_in_a_hurry(request, "file")
        if application.is_sent:  # of a draft nobody is told anything
            refuse_when_told_too_often(request)
        actions.keep(application, answers=result.answers, files=result.files)
        self.phone_is_new = application.phone != phone_before

    def begun_with(self, request: HttpRequest, result: PageResult) -> HttpResponse | None:
        """What follows the first page when all of it is there by now; None if it has to be kept."""
        application, page = self._begun(), self.pages[0]
        if result.files or not holds(application, result.answers):
            return None
        self.phone_is_new = bool(application.phone)
        return self.show(request, page, result) if result.errors else self.go_on(request, page)

    def refused(self, request: HttpRequest, refusal: ValidationError) -> HttpResponse | None:
        """A stop that takes nothing any more says so on a page of its own."""
        if refusal.code == "closed":
            return closed(request, self.stop, self.application)
        note_what_was_told(request, refusal)
        return None

    def go_on(self, request: HttpRequest, page: Page) -> HttpResponse:
        """To the next page.

        A change of what was sent leads to its page, a telephone that is known to a question.
        """
        application = self._begun()
        if application.is_sent:
            messages.success(request, _("Your change has been kept."))
            return redirect(application)
        self.following = self._following(request, page, application)
        asked = {question.code for question in page.questions}
        self.barred = {code: bar for code, bar in self.all_barred.items() if code in asked}
        if self.barred:
            reasons = {code: [bar.reason] for code, bar in self.barred.items()}
            return self.show(request, page, PageResult(errors=reasons))
        return redirect(self.following)

    def _following(self, request: HttpRequest, page: Page, application: Application) -> str:
        if self.phone_is_new and is_known(request, application):
            return self.url(SAME_PHONE)
        if request.GET.get("then") == SEND:
            return self.url(SEND)
        province = request.GET.get(PROVINCE, "")
        hint = f"?{urlencode({PROVINCE: province})}" if province.isprintable() and province else ""
        return f"{self.after(page)}{hint}"

    @property
    def all_barred(self) -> Mapping[str, Bar]:
        """The rules of the whole form by which this person is not eligible, by question."""
        return self.form.barred(self.answers)

    @property
    def whys(self) -> list[tuple[str, str]]:
        """Where each answer that bars is changed, and why; the last page leads to its page."""
        pages = {question.code: page.code for page in self.pages for question in page.questions}
        return [
            (
                f"#id_{code}" if self.following else f"{self.url(pages[code])}?then={SEND}",
                bar.reason,
            )
            for code, bar in self.barred.items()
        ]

    @property
    def may_go_on(self) -> bool:
        """Whether staff let somebody apply all the same."""
        return all(bar.anyway for bar in self.barred.values())

    def drawn(self, request: HttpRequest) -> Mapping[str, Any]:
        """With the province that a link names chosen beforehand; it is kept once it is sent."""
        named = {PROVINCE: request.GET[PROVINCE]} if PROVINCE in request.GET else {}
        return {**named, **self.answers}

    def _begun(self) -> Application:
        if self.application is None:
            raise LookupError("nothing is kept before the candidacy was begun")
        return self.application


def closed(
    request: HttpRequest, stop: Stop, application: Application | None = None
) -> HttpResponse:
    """The stop takes no applications now.

    Since when, or from when on, and what makes sense instead.
    """
    return render(request, "applications/closed.html", {"stop": stop, "application": application})
