"""The URLs by which one answers without signing in: signed, for one application and one thing."""

from __future__ import annotations

from applications.models import Application
from core.links import SignedLink, absolute, keep_private, page_of

keep_private("/my/")  # the secret that each application stores
PLACE = SignedLink("/place/", salt="applications.links.place")


def place_url(application: Application) -> str:
    """Where the place offered now is confirmed or given up; another offer has another URL."""
    return page_of("deciding:place", PLACE.make(application.pk, about=_offer(application)))


def place_link(application: Application) -> str:
    """The same URL with its host, for a message."""
    return absolute(place_url(application))


def offered_by(token: str) -> Application:
    """The application whose offer this URL was made for, whatever became of it.

    Any other URL gives 404.
    """
    offers = Application.objects.filter(confirm_by__isnull=False)
    return PLACE.row_or_404(
        token, offers.select_related("stop__center__region", "applicant"), _offer
    )


def _offer(application: Application) -> str:
    return f"{application.confirm_by.timestamp():.6f}" if application.confirm_by else ""
