"""How a browser holds on to the candidacy it is filling in.

The cookie holds its secret, signed, read by nobody but the server.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from applications.cached import candidacy
from applications.models import Application

NAME = "candidacy"
DAYS = 60


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


def _path(slug: str) -> str:
    return reverse("applications:begin", args=[slug])


def _salt(slug: str) -> str:
    return f"candidacy at {slug}"
