"""Whoever comes too late for an hour: most of a crowd, told so at once.

One statement finds out that it is so at this moment. The page is the same for all of them: theirs
is what they have typed for the hour that is gone, which goes along, and which others fit.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db.models import BigIntegerField, F, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404
from django.template.loader import render_to_string

from coaching.booking.checks import refuse_when_gone
from coaching.booking.confirming import Confirming
from coaching.booking.finding import others
from coaching.public.hour import asked_of, at_address, full_hour
from core.composed import Composed, slot
from core.drawn_once import Slots, draw_for_all
from core.language import language_of_page
from core.writing import tidy
from people.models import Participation
from programs.models import Theme

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse
    from django.utils.safestring import SafeString

UNPROCESSABLE = 422
DECIDING = (
    *("state", "starts_at", "seats", "taken", "modes", "theme"),
    *("stop__state", "stop__is_announced", "expert__state", "expert__gender"),
)


def _seen() -> QuerySet[Any]:
    """What decides, and by which keys other hours are found."""
    own = Participation.objects.filter(stop=OuterRef("stop"), person=slot("person"))
    named = Theme.objects.filter(code=slot("code"))
    return (
        at_address()
        .select_related("expert", "stop")
        .only(*DECIDING)
        .annotate(
            participation=Subquery(own.values("pk")[:1]),
            theme_key=Coalesce(
                F("theme"), Subquery(named.values("pk")[:1]), output_field=BigIntegerField()
            ),
            own_code=F("theme__code"),
        )
    )


SEEN: Composed[Any] = Composed(_seen)


@dataclass(frozen=True, slots=True)
class Hour:
    """One that is free, as a page says it."""

    pk: int
    starts_at: datetime
    expert: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where hours are: of a stop, on a theme, read in a language."""

    slug: str
    code: str
    language: str


def seen_or_404(request: HttpRequest, slug: str, pk: int) -> Any:
    """An hour as whoever sends its form needs it: what its page says is read when it is drawn."""
    asked = {**asked_of(request, slug, pk), "code": tidy(request.GET.get("theme"))}
    at = SEEN.row(asked)
    if at is None or not at.stop.is_public:
        raise Http404
    at.asked = asked
    return at


def told_too_late(request: HttpRequest, at: Any) -> HttpResponse | None:
    """Why nobody can have the hour, and others, each one tap away; None where it is not so simple.

    So it is not for whoever has it, or sends a form again that has made a session before.
    """
    is_theirs = at.is_known or at.is_own
    if is_theirs or at.participation is None or at.theme_key is None:
        return None
    gone = _why_gone(at)
    return _page(request, at, gone) if gone else None


def _why_gone(at: Any) -> str:
    """Why nobody may have an hour any more; empty where somebody may."""
    try:
        refuse_when_gone(at)
    except ValidationError as gone:
        return str(gone.messages[0])
    return ""


def _page(request: HttpRequest, at: Any, gone: str) -> HttpResponse:
    asked = at.asked
    person = Participation(pk=at.participation, person_id=asked["person"], stop_id=at.stop_id)
    found = others(at, person, Theme(pk=at.theme_key))
    place = Place(asked["stop"], at.own_code or asked["code"], language_of_page())
    hours = tuple(Hour(each.pk, each.starts_at, str(each.expert.name)) for each in found)
    typed = {name: request.POST.get(name, "") for name in Confirming.base_fields}

    def context() -> dict[str, Any]:
        whole, theme = full_hour(asked), Theme.objects.get(pk=at.theme_key)
        known = {"stop": whole.stop, "slot": whole, "theme": theme}
        return {**known, "gone": gone, "has_others": bool(hours)}

    return draw_for_all(
        request,
        "coaching/public/gone.html",
        context,
        about=(at.pk, at.starts_at, at.theme_key, gone, bool(hours)),
        slots=Slots({**typed, "others": _drawn(place, hours)}, {}),
        status=UNPROCESSABLE,
        query={"theme": place.code},
    )


@lru_cache(maxsize=128)
def _drawn(place: Place, hours: tuple[Hour, ...]) -> SafeString:
    """These hours as buttons: a crowd is offered the same."""
    context = {"others": hours, "stop": place, "theme": place}
    return render_to_string("coaching/public/parts/others.html", context)
