"""How a browser holds on to the candidacy it is filling in, and to the poster that brought it.

The cookie holds its secret, signed, read by nobody but the server.
"""

import re

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from applications.cached import candidacy
from applications.models import Application

NAME = "candidacy"
DAYS = 60
CAMPAIGN, CAMPAIGN_DAYS = "campaign", 30
WORD = re.compile(r"[A-Za-z0-9_-]{1,40}")  # what a link may call itself


def held(request: HttpRequest, slug: str) -> Application | None:
    """The candidacy that this browser is filling in at the stop `slug`.

    None when the cookie was tampered with.
    """
    token = request.get_signed_cookie(NAME, default=None, salt=_salt(slug), max_age=DAYS * 86400)
    return candidacy(token=token, stop__slug=slug) if token else None


def hold(response: HttpResponse, application: Application) -> None:
    """Let this browser go on with `application`, in the pages of its stop's form only."""
    slug = application.stop.slug
    response.set_signed_cookie(
        NAME,
        application.token,
        salt=_salt(slug),
        max_age=DAYS * 86400,
        path=_path(slug),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def release(response: HttpResponse, slug: str) -> None:
    """Let go: it was sent, or another person uses this browser."""
    response.delete_cookie(NAME, path=_path(slug), samesite="Lax")


def campaign(request: HttpRequest) -> str:
    """What the link called itself by which this browser came to the pages of the stop."""
    named = request.GET.get(CAMPAIGN) or request.COOKIES.get(CAMPAIGN, "")
    return named if WORD.fullmatch(named) else ""


def remember_campaign(request: HttpRequest, response: HttpResponse, slug: str) -> None:
    """Keep the campaign of the link for whoever applies another day, or without a network."""
    if CAMPAIGN in request.GET and (named := campaign(request)):
        response.set_cookie(
            CAMPAIGN,
            named,
            max_age=CAMPAIGN_DAYS * 86400,
            path=f"/{slug}/",
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )


def _path(slug: str) -> str:
    return reverse("applications:begin", args=[slug])


def _salt(slug: str) -> str:
    return f"candidacy at {slug}"
