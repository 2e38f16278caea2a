"""What every private door has in common: no account, no other readers, no endless attempts."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from allauth.core.internal.ratelimit import get_ip
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from core import counts

P = ParamSpec("P")
Answer = TypeVar("Answer", bound=HttpResponseBase)
HOUR = 3600
KNOWN = 10  # times an hour that a network is told of an application which is there already


def private(view: Callable[P, Answer]) -> Callable[P, Answer]:
    """Open without an account, for whoever holds the link or the cookie.

    The page is kept out of caches and search engines.
    """

    @login_not_required
    @wraps(view)
    def closed_to_crawlers(*args: P.args, **kwargs: P.kwargs) -> Answer:
        response = view(*args, **kwargs)
        response["Cache-Control"] = "private, no-store"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return closed_to_crawlers


def refuse_in_a_hurry(request: HttpRequest, about: str) -> None:
    """Raises ValidationError('hurry') when this client did what it is `about` too often.

    That is more often than a room full of people would.
    """
    if asked_too_often(request, about, per_hour=settings.APPLICATIONS_PER_HOUR):
        raise in_a_hurry()


def in_a_hurry() -> ValidationError:
    """The refusal of a client that asks too much, whatever it asked."""
    sentence = _(
        "Too many attempts came from this network. Nothing is lost: please try again in an hour."
    )
    return ValidationError(sentence, code="hurry")


def asked_too_often(request: HttpRequest, about: str, *, per_hour: int, more: int = 1) -> bool:
    """Count `more` requests `about` something from this client; whether there were over `per_hour`.

    An IPv6 network counts as one, as for codes: who has one has endless addresses. False when no IP
    is known.
    """
    try:
        asked = f"asked about {about} by {get_ip(request)}"
    except PermissionDenied:
        return False
    if not more:
        return counts.counted(asked).times > per_hour
    return counts.count(asked, seconds=HOUR, more=more).times > per_hour
