"""What every door of the candidacy has in common: open to all, private, and not to be tried without end."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from allauth.account.adapter import get_adapter
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.crypto import salted_hmac

P = ParamSpec("P")
Answer = TypeVar("Answer", bound=HttpResponseBase)
HOUR = 3600


def private(view: Callable[P, Answer]) -> Callable[P, Answer]:
    """Open without an account, for whoever holds the link or the cookie; kept out of caches and search engines."""

    @login_not_required
    @wraps(view)
    def closed_to_crawlers(*args: P.args, **kwargs: P.kwargs) -> Answer:
        response = view(*args, **kwargs)
        response["Cache-Control"] = "private, no-store"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return closed_to_crawlers


def asked_too_often(request: HttpRequest, about: str, *, per_hour: int) -> bool:
    """Count one more question `about` something from this address; whether there were more than `per_hour`."""
    try:
        address = get_adapter().get_client_ip(request)
        key = f"asked:{about}:{salted_hmac('applications.doors', address).hexdigest()[:20]}"
        cache.add(key, 0, HOUR)
        return cache.incr(key) > per_hour
    except (PermissionDenied, ValueError):  # no address is known, the count ran out in between, or the cache is away
        return False
