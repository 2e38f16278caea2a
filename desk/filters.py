"""Which applications a list or an export is about: the filters staff choose, and the words they look for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from applications.looking import looked_for
from applications.models import Application
from applications.querysets import ApplicationQuerySet
from core.searches import LONGEST, WORDS, keep_words, words_at
from needs.models import Need
from programs.models import Province, Sector, Stop, Theme

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.http import HttpRequest

    from people.models import User

NAMES = (
    "q",
    "stop",
    "province",
    "sector",
    "kind",
    "state",
    "theme",
    "need",
    "channel",
    "since",
    "until",
)


@dataclass(frozen=True)
class Perimeter:
    """What a member of staff may choose from: their stops, and the places and activities of the country."""

    stops: list[Stop]
    provinces: list[Province]
    sectors: list[Sector]
    themes: list[Theme]

    @classmethod
    def of(cls, user: User) -> Perimeter:
        """The perimeter of `user`, in four statements."""
        return cls(
            stops=list(user.stops_in_charge().only("id", "slug", "name")),
            provinces=list(Province.objects.only("id", "iso", "name", "hcp")),
            sectors=list(Sector.objects.only("id", "code", "name", "position")),
            themes=list(Theme.objects.only("id", "code", "name", "position")),
        )


def asked(request: HttpRequest) -> dict[str, str]:
    """What the address of a list asks for, with the words that this session keeps for it. Words in it are ignored."""
    return {**request.GET.dict(), "q": words_at(request, request.GET.get(WORDS, ""))}


def exchanged(request: HttpRequest) -> str:
    """The address of the list that a form asks for: words stay here, what names nobody can be kept as a bookmark."""
    form = request.POST or request.GET
    filters = {
        name: value for name in NAMES if name != "q" and (value := form.get(name, "").strip())
    }
    words = request.POST.get("q", "").strip()
    return f"{request.path}?{urlencode(filters | ({WORDS: keep_words(request, words)} if words else {}))}"


def _choices(every: Any, options: Iterable[tuple[str, Any]]) -> list[tuple[str, Any]]:
    return [("", every), *options]


class Filters(forms.Form):
    """The filters above the list. An address that asks for something else shows nothing, never everything."""

    q = forms.CharField(label=_("Name, phone or file number"), max_length=LONGEST, required=False)
    stop = forms.ChoiceField(label=_("Stop"), required=False)
    province = forms.ChoiceField(label=_("Province"), required=False)
    sector = forms.ChoiceField(label=_("Activity"), required=False)
    kind = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=lambda: _choices(_("All kinds"), Application.Kind.choices),
    )
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=lambda: _choices(_("All that were sent"), Application.State.choices),
    )
    theme = forms.ChoiceField(label=_("Need"), required=False)
    need = forms.ChoiceField(
        label=_("State of the need"),
        required=False,
        choices=lambda: _choices(_("Open or being treated"), Need.State.choices),
    )
    channel = forms.ChoiceField(
        label=_("Channel"),
        required=False,
        choices=lambda: _choices(_("All channels"), Application.Channel.choices),
    )
    since = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    until = forms.DateField(
        label=_("To"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, data: Mapping[str, Any], *, perimeter: Perimeter) -> None:
        super().__init__(data)
        self.perimeter = perimeter
        for name, every, options in (
            ("stop", _("All stops"), [(stop.slug, stop.name) for stop in perimeter.stops]),
            (
                "province",
                _("All provinces"),
                [(province.iso, province.name) for province in perimeter.provinces],
            ),
            (
                "sector",
                _("All activities"),
                [(sector.code, sector.name) for sector in perimeter.sectors],
            ),
            (
                "theme",
                _("With or without a need"),
                [(theme.code, theme.name) for theme in perimeter.themes],
            ),
        ):
            field = self.fields.get(name)
            if isinstance(field, forms.ChoiceField):
                field.choices = _choices(every, options)

    @property
    def drafts(self) -> bool:
        """Whether the list is about applications that are still being filled in."""
        return bool(self.is_valid() and self.cleaned_data["state"] == Application.State.DRAFT)

    @property
    def stops(self) -> list[int]:
        """The stops that are looked at; none when the form was not understood."""
        asked = self.cleaned_data.get("stop", "") if self.is_valid() else None
        return [stop.pk for stop in self.perimeter.stops if asked in {"", stop.slug}]

    @property
    def words(self) -> str:
        """What is looked for; nothing among drafts, or a phone number would tell who has begun one."""
        return "" if not self.is_valid() or self.drafts else str(self.cleaned_data["q"])

    def chosen(self) -> dict[str, str]:
        """What was asked, to be kept with an export."""
        return {name: value for name in NAMES if (value := str(self.data.get(name, "")).strip())}

    def address(self) -> dict[str, str]:
        """What was asked, to be put into an address: a reference in place of the words."""
        asked = {name: value for name, value in self.chosen().items() if name != "q"}
        return asked | (
            {WORDS: str(self.data[WORDS])} if self.data.get(WORDS) and self.data.get("q") else {}
        )

    def narrow(self, *, walking: bool = False) -> ApplicationQuerySet:
        """The applications of the perimeter that match; none when the form was not understood.

        `walking` looks at them one by one, newest first, instead of asking the index of words for all: right for words
        that very many have.
        """
        if not self.is_valid():
            return Application.objects.none()
        asked, stops = self.cleaned_data, self.stops
        rows = (
            Application.objects.filter(stop=stops[0])
            if len(stops) == 1
            else Application.objects.filter(stop__in=stops)
        )
        rows = (
            rows.filter(state="draft") if self.drafts else rows.filter(submitted_at__isnull=False)
        )
        if asked["state"] and not self.drafts:
            rows = rows.filter(state=asked["state"])
        if asked["province"]:
            rows = rows.filter(
                province=next(p.pk for p in self.perimeter.provinces if p.iso == asked["province"])
            )
        if asked["sector"]:
            rows = rows.filter(
                sector=next(s.pk for s in self.perimeter.sectors if s.code == asked["sector"])
            )
        for name in ("kind", "channel"):
            if asked[name]:
                rows = rows.filter(**{name: asked[name]})
        return looked_for(self._within(self._needing(rows)), self.words, walking=walking)

    def _needing(self, rows: ApplicationQuerySet) -> ApplicationQuerySet:
        """Those whose person has a need on the theme, or in the state, that was asked for; nobody who has left."""
        asked = self.cleaned_data
        if not asked["theme"] and not asked["need"]:
            return rows
        needs = Need.objects.filter(
            application=OuterRef("pk"), state__in=[asked["need"]] if asked["need"] else Need.LIVE
        )
        if asked["theme"]:
            needs = needs.filter(
                theme=next(t.pk for t in self.perimeter.themes if t.code == asked["theme"])
            )
        return (rows if asked["state"] else rows.received()).filter(Exists(needs))

    def _within(self, rows: ApplicationQuerySet) -> ApplicationQuerySet:
        """The rows between the two dates, both included, by the clock of Casablanca."""
        moment = "created_at" if self.drafts else "submitted_at"
        if since := self.cleaned_data["since"]:
            rows = rows.filter(**{f"{moment}__gte": _midnight(since)})
        if until := self.cleaned_data["until"]:
            rows = rows.filter(**{f"{moment}__lt": _midnight(until + timedelta(days=1))})
        return rows


def _midnight(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
