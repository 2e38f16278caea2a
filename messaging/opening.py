"""In whose words a stop writes: the house's, or its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from messaging.models import Wording
from programs.opening import Preparation

if TYPE_CHECKING:
    from programs.models import Stop


def preparations(stop: Stop) -> list[Preparation]:
    """How many messages this stop words its own way; the others have the words of the house."""
    count = Wording.objects.filter(stop=stop).count()
    there = ngettext(
        "%(count)d message in words of its own, the others in those of the house",
        "%(count)d messages in words of its own, the others in those of the house",
        count,
    )
    url = reverse("admin:messaging_wordings", args=[stop.slug])
    name, house = gettext_lazy("Messages"), _("every message in the words of the house")
    there = there % {"count": count} if count else house
    return [Preparation("messages", name, "mail", 70, there, url=url)]
