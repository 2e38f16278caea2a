"""Who needs what: the files of a stop with a need on one theme, greatest first, page by page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.keyset import Keyset, Page
from needs.models import Need

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import QuerySet

    from applications.querysets import ApplicationQuerySet
    from programs.models import Theme

SIZE = 50


def needs_on(
    theme: Theme, applications: ApplicationQuerySet, states: tuple[str, ...]
) -> QuerySet[Need]:
    """The needs on `theme` of these applications, in these states."""
    return Need.objects.filter(
        theme=theme, state__in=states, application__in=applications
    ).order_by()


def page_of(needs: QuerySet[Need], params: Mapping[str, str]) -> Page[Need]:
    """The page that `params` names, each need with its file."""
    return Keyset(needs.select_related("application__province"), ["-level", "pk"], size=SIZE).page(
        params
    )
