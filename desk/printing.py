"""The code that stands on a printed page of the staff: its scanner opens the page itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.urls import Resolver404, resolve
from django.views.decorators.http import require_safe

from core.delivery import protect
from core.links import absolute, without_links
from core.qr import qr_file
from people.models import User

if TYPE_CHECKING:
    from django.http import HttpRequest

LONGEST = 500  # signs of an address, filters and all: beyond, a printed code is too fine to be read


@require_safe
def code(request: HttpRequest) -> HttpResponse:
    """The code of a page of this site, `?of=` its path. Browsers ask for it when they print.

    No private link is drawn: paper lies about. Paths keep their letters, so that the code cannot
    be the smaller one of capitals.
    """
    user = request.user
    if not isinstance(user, User) or not (user.is_staff or user.roles):
        raise PermissionDenied
    page = request.GET.get("of", "")
    if len(page) > LONGEST or not page.startswith("/") or without_links(page) != page:
        raise Http404
    try:
        resolve(page.partition("?")[0])
    except Resolver404 as unknown:
        raise Http404 from unknown
    drawn = HttpResponse(qr_file(absolute(page)), content_type="image/svg+xml")
    return protect(drawn, name="code.svg", shown=True)
