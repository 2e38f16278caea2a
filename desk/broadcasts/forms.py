"""What staff write to a group, and when it leaves."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _

from core.fields import MomentField, NumberField
from core.writing import visible
from desk.broadcasts.texts import FIELDS, LANGUAGES, unknown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from messaging.models import Broadcast

AT_MOST = timedelta(days=60)
MOMENT = "%Y-%m-%dT%H:%M"  # as browsers write what their field for a date and time holds


class Writing(forms.Form):
    """The words, language by language. Placeholders are checked where they stand."""

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, broadcast: Broadcast, drafts: bool
    ) -> None:
        super().__init__(data, initial={name: getattr(broadcast, name) or "" for name in FIELDS})
        self.drafts = drafts
        for code, name in settings.LANGUAGES:
            direction = {"lang": code, "dir": "rtl" if get_language_info(code)["bidi"] else "ltr"}
            self.fields[f"title_{code}"] = forms.CharField(
                label=_("Subject of the e-mail, %(language)s") % {"language": name},
                max_length=120,
                required=False,
                widget=forms.TextInput(attrs=direction),
            )
            self.fields[f"body_{code}"] = forms.CharField(
                label=_("Text, %(language)s") % {"language": name},
                max_length=1500,
                required=False,
                widget=forms.Textarea(attrs={**direction, "rows": 4}),
            )

    def clean(self) -> dict[str, Any]:
        """Refuses a placeholder that stands for nothing, and a text without its subject."""
        cleaned = super().clean() or self.cleaned_data
        for name in FIELDS:
            cleaned[name] = visible(cleaned.get(name, ""))
            for placeholder in unknown(cleaned.get(name, "")):
                sentence = _("Nothing stands for {%(placeholder)s} here.") % {
                    "placeholder": placeholder
                }
                self.add_error(name, forms.ValidationError(sentence, code="placeholder"))
            if self.drafts and "{reference}" in cleaned.get(name, ""):
                sentence = _(
                    "An application that was not sent has no number yet: "
                    "please leave {reference} out."
                )
                self.add_error(name, forms.ValidationError(sentence, code="placeholder"))
        for code in LANGUAGES:
            if cleaned.get(f"body_{code}") and not cleaned.get(f"title_{code}", "…"):
                self.add_error(f"title_{code}", _("Please write the subject of the e-mail too."))
        return cleaned


class Timing(forms.Form):
    """When the first wave leaves, how many people are in one, and how long it is until the next."""

    when = forms.ChoiceField(
        label=gettext_lazy("When"),
        choices=[("now", gettext_lazy("Now")), ("later", gettext_lazy("At another time"))],
        widget=forms.RadioSelect,
    )
    start_at = MomentField(
        label=gettext_lazy("Day and time"),
        required=False,
        widget=forms.DateTimeInput(format=MOMENT, attrs={"type": "datetime-local"}),
    )
    wave = NumberField(
        label=gettext_lazy("People in a wave"),
        min_value=1,
        max_value=5000,
    )
    pause = NumberField(
        label=gettext_lazy("Minutes between two waves"),
        help_text=gettext_lazy("Small waves let the center answer the calls that come back."),
        min_value=1,
        max_value=1440,
    )

    @classmethod
    def of(cls, broadcast: Broadcast) -> Timing:
        """The form as it was kept."""
        initial = {
            "when": "later" if broadcast.start_at else "now",
            "start_at": broadcast.start_at,
            "wave": broadcast.wave,
            "pause": broadcast.pause,
        }
        return cls(initial=initial)

    def clean(self) -> dict[str, Any]:
        """Later is a moment that is still to come, and not too far away."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("when") != "later" or "start_at" in self.errors:
            cleaned["start_at"] = None
            return cleaned
        now, at = timezone.now(), cleaned.get("start_at")
        if at is None:
            self.add_error("start_at", _("Please choose the day and the time."))
        elif at <= now:
            self.add_error("start_at", _("This moment has passed."))
        elif at > now + AT_MOST:
            self.add_error("start_at", _("Please choose a day within the next 60 days."))
        return cleaned

    def timing(self) -> dict[str, Any]:
        """What is kept with the message."""
        return {name: self.cleaned_data[name] for name in ("start_at", "wave", "pause")}
