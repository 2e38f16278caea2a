"""What a stop still owes the public once it is over: its bulletin, on the page of its set-up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programs.models import Stop
from programs.opening import Preparation
from reporting.models import Bulletin

if TYPE_CHECKING:
    from datetime import datetime


def preparations(stop: Stop) -> list[Preparation]:
    """Nothing before its last day; then the bulletin, published or not."""
    if stop.state != Stop.State.FINISHED and stop.ends_on >= localdate():
        return []
    rows = Bulletin.objects.standing().filter(stop=stop)
    published: datetime | None = rows.values_list("published_at", flat=True).first()
    there = missing = ""
    if published:
        day = date_format(localtime(published), "SHORT_DATE_FORMAT")
        there = _("Published on %(day)s") % {"day": day}
    else:
        missing = _("The stop is over: its bulletin can be published.")
    url = reverse("bulletin:bulletin", args=[stop.slug])
    name = gettext_lazy("Bulletin")
    return [Preparation("bulletin", name, "figures", 200, there, missing, url=url)]
