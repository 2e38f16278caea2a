"""Which applications a list or an export is about: the filters and the words that staff choose."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from applications.looking import looked_for
from applications.models import Application
from applications.querysets import ApplicationQuerySet
from applications.unnamed import findable
from core.fields import DayField, NumberField
from core.searches import LONGEST, WORDS, keep_words, words_at
from desk.narrowing import CONTACT, ME, NOBODY, OPEN, by_team
from needs.models import Need
from selection.models import Decision

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from django.http import HttpRequest

    from desk.perimeter import Perimeter

NAMES = (
    *("q", "stop", "province", "sector", "kind", "state", "theme", "need", "channel"),
    *("since", "until", "label", "decision", "assigned", "contact", "picked"),
)
SORT = "sort"
IN_URL = (*NAMES[1:], SORT, WORDS)  # what may stand in the URL of a list and names nobody


def query_of(request: HttpRequest) -> dict[str, str]:
    """The query of a list's URL, with the words that this session keeps for it.

    Words in the URL itself are ignored.
    """
    return {**request.GET.dict(), "q": words_at(request, request.GET.get(WORDS, ""))}


def list_url(request: HttpRequest) -> str:
    """The URL of the list that a form asks for; what the form does not hold stays as it was.

    Words stay in the session; what names nobody stands in the URL and can be kept as a bookmark.
    """
    asked = {**request.GET.dict(), **request.POST.dict()}
    query = {name: value for name in IN_URL if (value := str(asked.get(name, "")).strip())}
    if "q" in request.POST:
        words = request.POST["q"].strip()
        query |= {WORDS: keep_words(request, words) if words else ""}
    return f"{request.path}?{urlencode({name: value for name, value in query.items() if value})}"


def _choices(every: Any, options: Iterable[tuple[str, Any]]) -> list[tuple[str, Any]]:
    return [("", every), *options]


class Filters(forms.Form):
    """The filters above the list. A query that is not understood finds nothing, not everything."""

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
    since = DayField(
        label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    until = DayField(label=_("To"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    label = forms.ChoiceField(label=_("Label"), required=False)
    decision = forms.ChoiceField(
        label=_("Decision"),
        required=False,
        choices=lambda: [
            ("", _("Prepared or not")),
            (OPEN, _("Nothing prepared")),
            *Decision.Outcome.choices,
        ],
    )
    assigned = forms.ChoiceField(label=_("Looked after by"), required=False)
    contact = forms.ChoiceField(
        label=_("Last contact"), required=False, choices=lambda: _choices(_("Whenever"), CONTACT)
    )
    picked = NumberField(label=_("Ticked files"), required=False, widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, Any], *, perimeter: Perimeter) -> None:
        super().__init__(data)
        self.perimeter = perimeter
        for name, options in self._options().items():
            field = self.fields.get(name)
            if isinstance(field, forms.ChoiceField):
                field.choices = options

    def _options(self) -> dict[str, Callable[[], list[tuple[str, Any]]]]:
        """What is to choose from, looked up only where it is shown or checked."""
        of = self.perimeter
        return {
            "stop": lambda: _choices(_("All stops"), [(each.slug, each.name) for each in of.stops]),
            "province": lambda: _choices(
                _("All provinces"), [(each.iso, each.name) for each in of.provinces]
            ),
            "sector": lambda: _choices(
                _("All activities"), [(each.code, each.name) for each in of.sectors]
            ),
            "theme": lambda: _choices(
                _("With or without a need"), [(each.code, each.name) for each in of.themes]
            ),
            "label": lambda: _choices(
                _("With or without a label"), [(str(each.pk), each.name) for each in of.labels]
            ),
            "assigned": lambda: _choices(
                _("Whoever it is"),
                [
                    (ME, _("Me")),
                    (NOBODY, _("Nobody")),
                    *((str(each.pk), each.name) for each in of.colleagues),
                ],
            ),
        }

    @property
    def drafts(self) -> bool:
        """Whether the list is about applications that are still being filled in."""
        return bool(self.is_valid() and self.cleaned_data["state"] == Application.State.DRAFT)

    @property
    def stops(self) -> list[int]:
        """The stops that are looked at; none when the form was not understood."""
        slug = self.cleaned_data.get("stop", "") if self.is_valid() else None
        return [stop.pk for stop in self.perimeter.stops if slug in {"", stop.slug}]

    @property
    def words(self) -> str:
        """The words to look for; none among drafts, or a phone number would tell who began one."""
        return "" if not self.is_valid() or self.drafts else str(self.cleaned_data["q"])

    def chosen(self) -> dict[str, str]:
        """The filters that are set, to be kept with an export."""
        return {name: value for name in NAMES if (value := str(self.data.get(name, "")).strip())}

    def url_query(self) -> dict[str, str]:
        """The filters that are set, for a URL: a reference in place of the words."""
        query = {name: value for name, value in self.chosen().items() if name != "q"}
        if self.data.get(WORDS) and self.data.get("q"):
            query[WORDS] = str(self.data[WORDS])
        return query

    def narrow(self, *, walking: bool = False, in_any_state: bool = False) -> ApplicationQuerySet:
        """The applications of the perimeter that match; none when the form was not understood.

        `walking` looks at them one by one, newest first, instead of asking the index of words for
        all: right for words that very many have. `in_any_state` leaves the chosen state aside.
        """
        if not self.is_valid():
            return Application.objects.none()
        cleaned, stops = self.cleaned_data, self.stops
        rows = Application.objects.filter(
            **({"stop": stops[0]} if len(stops) == 1 else {"stop__in": stops})
        )
        if self.perimeter.user:
            rows = rows.without_conflict(self.perimeter.user)
        rows = (
            rows.filter(state="draft") if self.drafts else rows.filter(submitted_at__isnull=False)
        )
        if cleaned["state"] and not self.drafts and not in_any_state:
            rows = rows.filter(state=cleaned["state"])
        rows = by_team(self._within(self._needing(self._about(rows))), cleaned, self.perimeter)
        if self.words:
            rows = findable(rows, self.words, self.perimeter.user)
        return looked_for(rows, self.words, walking=walking)

    def _about(self, rows: ApplicationQuerySet) -> ApplicationQuerySet:
        """Those of the chosen place, activity, kind and channel."""
        cleaned, of = self.cleaned_data, self.perimeter
        if iso := cleaned["province"]:
            rows = rows.filter(province=next(each.pk for each in of.provinces if each.iso == iso))
        if code := cleaned["sector"]:
            rows = rows.filter(sector=next(each.pk for each in of.sectors if each.code == code))
        for name in ("kind", "channel"):
            if cleaned[name]:
                rows = rows.filter(**{name: cleaned[name]})
        return rows

    def _needing(self, rows: ApplicationQuerySet) -> ApplicationQuerySet:
        """Those whose person has a need on the chosen theme, or in the chosen state.

        Without a chosen state of the file, nobody who has left.
        """
        cleaned = self.cleaned_data
        if not cleaned["theme"] and not cleaned["need"]:
            return rows
        states = [cleaned["need"]] if cleaned["need"] else Need.LIVE
        needs = Need.objects.filter(application=OuterRef("pk"), state__in=states)
        if code := cleaned["theme"]:
            needs = needs.filter(theme=next(t.pk for t in self.perimeter.themes if t.code == code))
        return (rows if cleaned["state"] else rows.received()).filter(Exists(needs))

    def _within(self, rows: ApplicationQuerySet) -> ApplicationQuerySet:
        """The rows between the two dates, both included, by the clock of Casablanca."""
        moment = "created_at" if self.drafts else "submitted_at"
        if since := self.cleaned_data["since"]:
            rows = rows.filter(**{f"{moment}__gte": _midnight(since)})
        until = self.cleaned_data["until"]
        if until and until < date.max:  # nothing comes after the last day there is
            rows = rows.filter(**{f"{moment}__lt": _midnight(until + timedelta(days=1))})
        return rows


def _midnight(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
