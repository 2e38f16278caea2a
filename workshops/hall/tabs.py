"""The pages of one workshop that stand beside each other for its trainer and the center."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from workshops.models import Workshop

PAGES = (
    (_("Attendance"), "hall:sheet"),
    (_("Meeting"), "hall:meeting"),
    (_("Questions"), "hall:questions"),
    (_("Report"), "hall:report"),
    (_("Afterwards"), "after_desk:materials"),
    (_("Certificates"), "after_desk:certificates"),
)


def tabs(workshop: Workshop, here: str) -> list[tuple[StrOrPromise, str, bool]]:
    """The name and address of each page, and whether one is `here`."""
    at = [workshop.stop.slug, workshop.number]
    return [(name, reverse(page, args=at), page == here) for name, page in PAGES]
