"""A participant's pages: the partners of their stop, and one of them with what it would see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.qr import qr_svg
from partners.access import receiving
from partners.doors import actions
from partners.doors.forms import Agreed
from partners.doors.links import pass_link
from partners.doors.showing import ALL, agreed_of, needs_of
from partners.models import DoorText, Profile, Referral
from people.models import Participation, User
from programs.models import Partner, Stop

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    from programs.models import Theme


@dataclass(frozen=True)
class Card:
    """A partner as a person of the stop reads it: what it does, for which of their needs."""

    partner: Partner
    words: str
    themes: list[Theme]  # of the person's needs that it helps with
    door: Referral | None


def takes_part(request: HttpRequest, slug: str) -> Participation:
    """Whoever asks, as somebody who takes part in the stop; for anybody else there is nothing."""
    there = _places(request, slug)
    return get_object_or_404(there.select_related("person", "stop__center__region"))


def _places(request: HttpRequest, slug: str) -> QuerySet[Participation]:
    """Where whoever asks takes part, if it is this stop."""
    own = {"person": cast("User", request.user), "stop__slug": slug}
    return Participation.objects.filter(stop__in=Stop.objects.announced(), **own)


@require_safe
def every(request: HttpRequest, slug: str) -> HttpResponse:
    """The partners of the stop, those that help with one's own needs first."""
    participation = takes_part(request, slug)
    cards = cards_of(participation)
    context = {"stop": participation.stop, "cards": cards}
    return render(request, "partners/doors/all.html", context)


@login_not_required
@require_safe
def one(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """What one partner does, what it would see, for what; and what it has said.

    The code of a stand leads here: whoever does not take part reads what everybody may.
    """
    get_object_or_404(Stop.objects.announced(), slug=slug)
    signed_in = isinstance(request.user, User)
    if not signed_in or not _places(request, slug).exists():
        return redirect("partner_pages:public", slug, code)
    participation = takes_part(request, slug)
    partner = _shown(participation, code).first()
    if partner is None:  # it takes no files any more
        return redirect("partner_pages:public", slug, code)
    return _page(request, participation, partner)


@require_POST
def opening(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Open the door. Idempotent."""
    participation = takes_part(request, slug)
    partner = get_object_or_404(_shown(participation, code))
    form = Agreed(request.POST)
    text = None
    if form.is_valid():
        text = DoorText.objects.filter(version=form.cleaned_data["version"]).first()
    if text is None:
        said = _("Please read the text once more, and say yes below it.")
        return _page(request, participation, partner, [said])
    try:
        actions.open_door(participation, partner, text=text)
    except ValidationError as refusal:
        return _page(request, participation, partner, refusal.messages)
    messages.success(request, _("The door is open. You can close it at any time."))
    return redirect("doors:one", slug, code)


@require_POST
def closing(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Close the door. Idempotent."""
    participation = takes_part(request, slug)
    door = _door(participation, code)
    if door and actions.close_door(door):
        messages.success(request, _("The door is closed: they see nothing of you any more."))
    return redirect("doors:one", slug, code)


@require_POST
def code(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """A code to show at a stand, for this partner alone; each asking makes a new one."""
    participation = takes_part(request, slug)
    door = _door(participation, code)
    if door is None:  # closed in the meantime, on another page
        return redirect("doors:one", slug, code)
    context = {
        "stop": participation.stop,
        "partner": door.partner,
        "code": qr_svg(pass_link(actions.make_pass(door))),
        "lines": agreed_of(participation, door.shows, door.theme),
    }
    return render(request, "partners/doors/code.html", context)


def cards_of(participation: Participation) -> list[Card]:
    """The partners that may be shown a file, or have been; six statements, however many."""
    stop, needs = participation.stop, needs_of(participation)
    doors = {
        door.partner_id: door
        for door in Referral.objects.open_doors().filter(participation=participation)
    }
    profiles = {
        each.partner_id: each
        for each in Profile.objects.filter(center=stop.center_id).prefetch_related("themes")
    }
    cards = []
    for partner in receiving(stop):
        profile = profiles.get(partner.pk)
        helps = set(profile.themes.all()) if profile else set()
        themes = [theme for theme in needs if theme in helps]
        words = profile.words if profile else ""
        cards.append(Card(partner, words, themes, doors.get(partner.pk)))
    return sorted(cards, key=lambda card: not card.themes)


def _shown(participation: Participation, code: str) -> QuerySet[Partner]:
    """A partner of the stop that may be shown a file, or to which this person's door is open."""
    door = _door(participation, code)
    if door:
        return Partner.objects.filter(pk=door.partner_id)
    return receiving(participation.stop).filter(code=code)


def _door(participation: Participation, code: str) -> Referral | None:
    doors = Referral.objects.open_doors().filter(participation=participation, partner__code=code)
    return doors.select_related("partner", "theme", "participation__person").first()


def _page(
    request: HttpRequest,
    participation: Participation,
    partner: Partner,
    refused: list[str] | None = None,
) -> HttpResponse:
    stop, text = participation.stop, DoorText.in_force()
    door = _door(participation, partner.code)
    theme = door.theme if door else actions.theme_for(participation, partner)
    read = door.text if door and door.text else text
    profile = Profile.objects.filter(partner=partner, center=stop.center_id).first()
    context: dict[str, Any] = {
        "stop": stop,
        "partner": partner,
        "words": profile.words if profile else "",
        "door": door,
        "lines": agreed_of(participation, door.shows if door else ALL, theme),
        "wording": read.wording(stop, partner) if read else "",
        "version": text.version if text else "",
        "reading": door.readings.order_by("-at").first() if door else None,
        "refused": refused,
    }
    status = 422 if refused else 200
    return render(request, "partners/doors/one.html", context, status=status)
