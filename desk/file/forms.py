"""What is typed beside a file, and on the page of an institution."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.fields import DayField
from core.writing import tidy
from desk.models import Opinion
from people.models import User

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desk.file.sharing import Shareable

YEAR = timedelta(days=366)
DAY = forms.DateInput(attrs={"type": "date"})


def _words(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "dir": "auto"})


class _Tidy(forms.Form):
    """Text without characters nobody sees; what is then empty is missing."""

    def clean(self) -> dict[str, Any]:
        """Tidy every text."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name, field in self.fields.items():
            if isinstance(cleaned.get(name), str) and not isinstance(field, forms.ChoiceField):
                cleaned[name] = tidy(cleaned[name], lines=isinstance(field.widget, forms.Textarea))
                if field.required and not cleaned[name]:
                    self.add_error(name, field.error_messages["required"])
        return cleaned


class _Once(_Tidy):
    """What is kept once, however often it is sent: `key` is the form's."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("key", uuid4())

    def clean_key(self) -> UUID:
        """That of the page; of a page without one, a new one."""
        return self.cleaned_data["key"] or uuid4()


class _OfTeam(_Once):
    """Something that is given to somebody of `team`."""

    to = forms.ModelChoiceField(queryset=User.objects.none())

    def __init__(self, *args: Any, team: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in team}
        field = self.fields["to"]
        if isinstance(field, forms.ModelChoiceField):
            empty = [] if field.required and len(team) == 1 else [("", field.empty_label or "–")]
            field.queryset = User.objects.filter(pk__in=[person.pk for person in team])
            field.choices = [*empty, *((key, person.name) for key, person in self.people.items())]


class NoteForm(_OfTeam):
    """Some words for the team, and whom of the others they are meant for."""

    text = forms.CharField(
        label=gettext_lazy("Note for the team"),
        help_text=gettext_lazy("Write @ and a name to tell a colleague."),
        max_length=2000,
        widget=_words(),
    )
    to = forms.ModelChoiceField(
        label=gettext_lazy("Tell a colleague"),
        queryset=User.objects.none(),
        required=False,
        empty_label=gettext_lazy("Nobody in particular"),
    )

    def __init__(self, *args: Any, team: Sequence[User], by: User, **kwargs: Any) -> None:
        others = [person for person in team if person != by]
        super().__init__(*args, team=others, **kwargs)


class TaskForm(_OfTeam):
    """What is to be done, by whom, until when."""

    text = forms.CharField(
        label=gettext_lazy("What is to be done"),
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    to = forms.ModelChoiceField(label=gettext_lazy("By whom"), queryset=User.objects.none())
    due = DayField(label=gettext_lazy("Until"), widget=DAY)

    def clean_due(self) -> date:
        """A day to come."""
        return _day_to_come(self.cleaned_data["due"])


class AnswerForm(_Tidy):
    """Some words to the person. `key` is the form's: a double tap answers once."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    text = forms.CharField(label=gettext_lazy("Your answer"), max_length=4000, widget=_words())


class OpinionForm(_Once):
    """Who is asked outside, what about, until when, and what they are shown."""

    institution = forms.CharField(
        label=gettext_lazy("Who is asked"),
        help_text=gettext_lazy("A bank, a chamber, the province…"),
        max_length=120,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    words = forms.CharField(
        label=gettext_lazy("What you ask (optional)"),
        max_length=500,
        required=False,
        widget=_words(),
    )
    due = DayField(label=gettext_lazy("Until"), widget=DAY)
    questions = forms.MultipleChoiceField(required=False)
    attachments = forms.TypedMultipleChoiceField(required=False, coerce=int)

    def __init__(self, *args: Any, allowed: Shareable, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, values in (("questions", allowed.codes), ("attachments", allowed.keys)):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = [(value, value) for value in sorted(values)]

    def clean_due(self) -> date:
        """A day to come."""
        return _day_to_come(self.cleaned_data["due"])

    def clean(self) -> dict[str, Any]:
        """Something is shown."""
        cleaned = super().clean()
        if not self.errors and not cleaned["questions"] and not cleaned["attachments"]:
            raise ValidationError(_("Please tick what they are shown."), code="nothing")
        return cleaned


class GivenForm(_Tidy):
    """What an institution says of a file."""

    verdict = forms.ChoiceField(
        label=gettext_lazy("Your opinion"),
        choices=Opinion.Verdict.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Please choose one.")},
    )
    remarks = forms.CharField(
        label=gettext_lazy("Remarks"), max_length=2000, required=False, widget=_words(5)
    )
    signed = forms.CharField(
        label=gettext_lazy("Your name and function"),
        max_length=120,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )

    def clean(self) -> dict[str, Any]:
        """Remarks alone say something."""
        cleaned = super().clean()
        if cleaned.get("verdict") == Opinion.Verdict.REMARKS and not cleaned.get("remarks"):
            self.add_error("remarks", _("Please write your remarks."))
        return cleaned


def _day_to_come(day: date) -> date:
    """The day. Raises ValidationError('past') for one that is over, or far away."""
    today = timezone.localdate()
    if not today <= day <= today + YEAR:
        raise ValidationError(_("Please choose a day to come, within a year."), code="past")
    return day
