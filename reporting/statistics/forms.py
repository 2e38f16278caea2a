"""What a page of figures is asked for: the days, by what, which page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.fields import DayField
from core.numbers import number
from core.writing import plain
from reporting.statistics.counters import ALWAYS, Period

FIRST, LAST, BY, PAGE = "from", "to", "by", "page"  # as the address has them


class PeriodForm(forms.Form):
    """From a day to a day; either may be left out."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in ((FIRST, gettext_lazy("From")), (LAST, gettext_lazy("To"))):
            self.fields[name] = DayField(
                label=label, required=False, widget=forms.DateInput(attrs={"type": "date"})
            )

    def clean(self) -> dict[str, Any]:
        """A period does not end before it begins."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = cleaned.get(FIRST), cleaned.get(LAST)
        if first and last and last < first:
            self.add_error(LAST, _("The period ends before it begins."))
        return cleaned

    @property
    def period(self) -> Period:
        """The days asked for; the whole time when none was."""
        if not self.is_bound:
            return ALWAYS
        return Period(self.cleaned_data.get(FIRST), self.cleaned_data.get(LAST))


def page_number(text: str) -> int:
    """The page that an address names; 0, which no table has, for anything that is none."""
    return number(plain(text)) if text else 1
