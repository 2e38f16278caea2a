"""“Tell me when it opens”: a telephone is kept until the day, written to once, and forgotten."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlencode

from django import forms
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from applications.cookies import CAMPAIGN
from core.language import language_of_page
from core.links import absolute
from messaging.actions.letters import Letter, Reader, write_many
from people.fields import PhoneField
from portal.models import Interest
from programs.models import Province

if TYPE_CHECKING:
    from collections.abc import Mapping

    from programs.models import Stop

BLOCK = 1000
PROVINCE = re.compile(r"MA-[A-Z]{3}")
ELSEWHERE = "elsewhere"


def province_of(link: Mapping[str, str]) -> str:
    """The ISO code of the province that a link to the page of a stop names; empty without one."""
    province = link.get("province", "")
    return province if PROVINCE.fullmatch(province) else ""


class TellMe(forms.Form):
    """A telephone in any spelling, and a province of the region or elsewhere."""

    phone = PhoneField(label=gettext_lazy("Your phone number"))
    province = forms.ChoiceField(label=gettext_lazy("Your province or prefecture"))

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, stop: Stop, province: str = ""
    ) -> None:
        super().__init__(data, initial={"province": province})
        self.stop = stop
        inside = Province.objects.filter(region=stop.center.region_id)
        choices = [("", _("Choose")), *((row.iso, row.name) for row in inside)]
        field = cast("forms.ChoiceField", self.fields["province"])
        field.choices = [*choices, (ELSEWHERE, _("Another region"))]

    def keep(self, *, campaign: str) -> None:
        """Keep the number; one that is there already stays as it is, and nobody is told so."""
        iso = self.cleaned_data["province"]
        province = None if iso == ELSEWHERE else Province.objects.get(iso=iso)
        wish = Interest(
            stop=self.stop,
            phone=self.cleaned_data["phone"],
            province=province,
            language=language_of_page(),
            campaign=campaign,
        )
        Interest.objects.bulk_create([wish], ignore_conflicts=True)


@transaction.atomic
def tell(stop: Stop) -> int:
    """Write to the next thousand who want to know that `stop` has opened, and forget them."""
    waiting = Interest.objects.select_for_update(skip_locked=True, of=["self"])
    block = list(waiting.filter(stop=stop).order_by("pk")[:BLOCK])
    write_many([_letter(wish, stop) for wish in block])
    Interest.objects.filter(pk__in=[wish.pk for wish in block]).delete()
    return len(block)


def _link(wish: Interest, stop: Stop) -> str:
    """The page of `stop`, by the campaign that brought them: they may apply on another device."""
    address = absolute(reverse("portal:stop", args=[stop.slug]))
    return f"{address}?{urlencode({CAMPAIGN: wish.campaign})}" if wish.campaign else address


def _letter(wish: Interest, stop: Stop) -> Letter:
    with override(wish.language):
        context = {
            "stop": str(stop.name),
            "day": f"{stop.closes_at:%d/%m}",
            "link": _link(wish, stop),
            "center": str(stop.center.name),
        }
    return Letter(
        key=f"opened:{wish.pk}",
        event="stop_opened",
        reader=Reader(None, wish.phone, "", wish.language),
        context=context,
        stop=stop,
        expires_at=stop.closes_at,
    )
