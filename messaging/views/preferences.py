"""How somebody wishes to be written to: on their page, or by a link, without sign-in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.doors import private
from messaging.actions import preferences
from messaging.addresses import Address, addresses_of, speaks_for
from messaging.channels.base import PAGE
from messaging.forms.preferences import WishesForm
from messaging.links import person_and_file_of
from people.models import User

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest) -> HttpResponse:
    """My messages: language, way, hours, how much; and no more of them."""
    return _page(request, User.objects.get(pk=cast("User", request.user).pk), token="")


@require_POST
def own_refusal(request: HttpRequest, kind: str) -> HttpResponse:
    """No more messages to my telephone, or to my e-mail."""
    if preferences.refuse(_of_kind(cast("User", request.user), kind).text, way=PAGE):
        messages.success(request, _("Done: no more messages to this address."))
    return redirect("messaging:wishes")


@require_POST
def own_agreement(request: HttpRequest, kind: str) -> HttpResponse:
    """Messages again, to an address I proved mine: nobody says “yes” for another's telephone."""
    address = _of_kind(cast("User", request.user), kind)
    if not address.proved:
        messages.warning(request, _("Please send START from that telephone, or ask the center."))
    elif preferences.lift(address.text, way=PAGE):
        messages.success(request, _("Done: we write to this address again."))
    return redirect("messaging:wishes")


@private
@require_http_methods(["GET", "HEAD", "POST"])
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Preferences by a private page, without addresses: only who proved one or writes stops it."""
    person = _person(token)
    return _page(request, person, token=token) if person else redirect("messaging:wishes")


def _person(token: str) -> User | None:
    """Whom a private page speaks for; None where the account is more than that page's: sign in."""
    number, file = person_and_file_of(token) or (0, 0)
    person = get_object_or_404(User, pk=number, is_active=True)
    return person if speaks_for(person, file=file) else None


def _page(request: HttpRequest, person: User, *, token: str) -> HttpResponse:
    form = WishesForm(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid():
        preferences.wish(person, **form.cleaned_data)
        language = form.cleaned_data["language"]
        with translation.override(language):
            messages.success(request, _("Saved."))
        answer = redirect(_home(token))
        answer.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            samesite="Lax",
        )
        return answer
    context = {
        "form": form,
        "addresses": [] if token else [_shown(address) for address in addresses_of(person)],
        "by_link": bool(token),
    }
    return render(request, "messaging/wishes.html", context, status=422 if form.errors else 200)


def _home(token: str) -> str:
    return (
        reverse("messaging:wishes_by_link", args=[token]) if token else reverse("messaging:wishes")
    )


def _shown(address: Address) -> dict[str, Any]:
    """An address as the page shows it, and where its button leads."""
    move = "own_agreement" if address.refused else "own_refusal"
    return {
        "address": address,
        "text": address.text,
        "url": reverse(f"messaging:{move}", args=[address.kind]),
    }


def _of_kind(person: User, kind: str) -> Address:
    for address in addresses_of(person):
        if address.kind == kind:
            return address
    raise Http404
