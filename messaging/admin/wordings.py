"""The words of a stop: its managers write them, and see each text meanwhile as its reader will."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.sms_parts import Parts, sms_parts, sparing
from messaging.actions.wordings import reword
from messaging.channels.base import BY_HAND, channels
from messaging.forms.wordings import WordingForm
from messaging.models import Wording
from messaging.occasions import EVENTS, Event
from messaging.words import Words, worded
from people.access import staff, works_here
from people.models import Membership, User
from people.scoped import ScopedAdmin
from programs.models import Stop

if TYPE_CHECKING:
    from django.forms import BoundField
    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern

WORDED = {code: event for code, event in EVENTS.items() if event.of_stop and not event.free}
CHANGES = ("short", "subject", "long")


@dataclass(frozen=True)
class OccasionRow:
    """An occasion in the list: in which languages this stop has words of its own."""

    event: Event
    languages: list[str]


@dataclass(frozen=True)
class Look:
    """The texts of one language: where they are written, and how they are read."""

    language: str
    name: str
    fields: list[BoundField]
    words: Words
    sms: str
    parts: Parts
    chat: str  # by WhatsApp and by hand, where length is free

    @property
    def hundred(self) -> int:
        """SMS that are paid for a hundred people."""
        return 100 * self.parts.count


@admin.register(Wording)
class WordingAdmin(ScopedAdmin):
    """A page for all occasions of a stop, and one for each. Reviewers read, managers write."""

    def has_view_permission(self, request: HttpRequest, obj: Wording | None = None) -> bool:  # type: ignore[override]  # noqa: ARG002
        """Whoever works in a center."""
        return works_here(request.user)

    def get_urls(self) -> list[URLPattern]:
        """These pages instead of Django's, which are made for rows that already exist."""
        own = self.admin_site.admin_view
        return [
            path("", own(self.changelist_view), name="messaging_wording_changelist"),
            path(
                "<slug:slug>/",
                own(require_http_methods(["GET", "HEAD"])(self.occasions)),
                name="messaging_wordings",
            ),
            path(
                "<slug:slug>/<slug:code>/",
                own(require_http_methods(["GET", "HEAD", "POST"])(self.occasion)),
                name="messaging_wording",
            ),
            path(
                "<slug:slug>/<slug:code>/preview/",
                own(require_POST(self.preview)),
                name="messaging_wording_preview",
            ),
        ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The stops whose words one reads; a single one is opened at once."""
        stops = list(staff(request).stops_in_charge().order_by("-opens_at"))
        if len(stops) == 1:
            return redirect("admin:messaging_wordings", stops[0].slug)
        return self._page(
            request, "stops", {"stops": stops, **(extra_context or {})}, _("Texts of messages")
        )

    def occasions(self, request: HttpRequest, slug: str) -> HttpResponse:
        """Every occasion, and where this stop says it in its own words."""
        stop = _stop(request, slug)
        own = {each.event: each for each in Wording.objects.filter(stop=stop)}
        lines = [OccasionRow(event, _changed(own.get(code))) for code, event in WORDED.items()]
        return self._page(request, "occasions", {"stop": stop, "lines": lines}, str(stop))

    def occasion(self, request: HttpRequest, slug: str, code: str) -> HttpResponse:
        """The texts of one occasion: read, tried (`look`), kept."""
        stop, event = _stop(request, slug), _event(code)
        may_write = _manages(staff(request), stop)
        if request.method == "POST" and not may_write:
            raise PermissionDenied
        form, status = _form(request, stop, event), 200
        if request.method == "POST":
            valid = form.is_valid()
            if valid and "look" not in request.POST:
                reword(stop=stop, event=code, texts=form.texts_of_its_own())
                messages.success(
                    request, _("The texts are kept; the next messages are written with them.")
                )
                return redirect("admin:messaging_wordings", stop.slug)
            status = 200 if valid else 422
        looks = _looks(form, stop, event)
        context = {
            "stop": stop,
            "event": event,
            "form": form,
            "looks": looks,
            "may_write": may_write,
        }
        return self._page(request, "occasion", context, str(event.name), status)

    def preview(self, request: HttpRequest, slug: str, code: str) -> HttpResponse:
        """The cards alone, for what is typed at this moment; nothing is kept."""
        stop, event = _stop(request, slug), _event(code)
        form = _form(request, stop, event)
        form.is_valid()
        context = {"looks": _looks(form, stop, event)}
        return TemplateResponse(request, "messaging/words/cards.html", context)

    def _page(
        self,
        request: HttpRequest,
        name: str,
        context: dict[str, Any],
        title: str,
        status: int = 200,
    ) -> TemplateResponse:
        site = {**self.admin_site.each_context(request), "title": title, "opts": self.opts}
        return TemplateResponse(
            request, f"messaging/words/{name}.html", {**site, **context}, status=status
        )


def _stop(request: HttpRequest, slug: str) -> Stop:
    """A stop of one's own centers; any other does not exist."""
    return get_object_or_404(
        staff(request).stops_in_charge().select_related("center__region"), slug=slug
    )


def _event(code: str) -> Event:
    if code not in WORDED:
        raise Http404
    return WORDED[code]


def _manages(user: User, stop: Stop) -> bool:
    managed = user.centers(Membership.Role.MANAGER)
    return user.is_superuser or managed.filter(pk=stop.center_id).exists()


def _changed(own: Wording | None) -> list[str]:
    """The names of the languages in which there is something of its own."""
    if own is None:
        return []
    return [
        name
        for code, name in settings.LANGUAGES
        if any(getattr(own, f"{field}_{code}") for field in CHANGES)
    ]


def _form(request: HttpRequest, stop: Stop, event: Event) -> WordingForm:
    kept = Wording.objects.filter(stop=stop, event=event.code).first()
    own = kept or Wording(stop=stop, event=event.code)
    return WordingForm(request.POST if request.method == "POST" else None, event=event, own=own)


def _looks(form: WordingForm, stop: Stop, event: Event) -> list[Look]:
    """Each language as its reader sees it, with believable names and numbers."""
    looks = []
    for language, name in settings.LANGUAGES:
        with translation.override(language):
            mine = {"stop": stop.name, "center": stop.center.name, "next_steps": stop.next_steps}
        typed = {f"{field}_{language}": text for field, text in form.typed(language).items()}
        words = worded(event, language=language, context=event.samples | mine, own=Wording(**typed))
        fields = [form[field] for field in form.names_of(language)]
        _none, text = channels()["sms"].lay_out(words, event)
        sms = sparing(text)
        _subject, chat = channels()[BY_HAND].lay_out(words, event)
        looks.append(Look(language, name, fields, words, sms, sms_parts(sms), chat))
    return looks
