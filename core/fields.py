"""Form fields that read what people mean: no unseen marks, and the digits of every script."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.admin import widgets
from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.writing import plain, tidy


class Plain(forms.Field):
    """What every code, number and address is: cleaned before it is read or checked."""

    def to_python(self, value: Any) -> Any:
        """Read what was typed. Raises ValidationError as the field beside it does."""
        return super().to_python(plain(value) if isinstance(value, str) else value)


class CodeField(Plain, forms.CharField):
    """A code: of six digits, of an application, or of a list."""


class SlugField(Plain, forms.SlugField):
    """A code of letters, digits and hyphens."""


class EmailField(Plain, forms.EmailField):
    """An e-mail address."""


class LinkField(Plain, forms.URLField):
    """The address of a page: `https` where none is typed, and nothing but the web."""

    default_error_messages = {"invalid": _("This is no link: https://…")}
    default_validators = [URLValidator(["https", "http"], message=_("This is no link: https://…"))]

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(assume_scheme="https", **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """An address reads from left to right."""
        return super().widget_attrs(widget) | {"dir": "ltr"}


class DayField(Plain, forms.DateField):
    """A day: a browser without a calendar of its own leaves it to be typed, in any digits."""


class HourField(Plain, forms.TimeField):
    """An hour of the clock, in any digits."""


class MomentField(Plain, forms.DateTimeField):
    """A day and its hour, typed together."""


class DayAndHourField(forms.SplitDateTimeField):
    """A day and its hour, typed one after the other."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        kinds: tuple[type[forms.Field], ...] = (DayField, HourField)
        self.fields = tuple(
            own(error_messages=each.error_messages, localize=each.localize, required=False)
            for own, each in zip(kinds, self.fields, strict=True)
        )


class NumberField(Plain, forms.IntegerField):
    """A whole number, typed as text: a browser's own field for numbers drops other digits."""

    widget = forms.TextInput

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """The keys of a telephone show digits; a number reads from left to right."""
        return super().widget_attrs(widget) | {"inputmode": "numeric", "dir": "ltr"}


class WordsField(forms.CharField):
    """Words, of one line or several: the marks that join Arabic letters stay."""

    def to_python(self, value: Any) -> Any:
        """Read what was typed."""
        return super().to_python(tidy(value, lines=isinstance(self.widget, forms.Textarea)))


# What the admin's pages ask with, by kind of column.
ADMIN_FIELDS: dict[type[models.Field[Any, Any]], dict[str, Any]] = {
    models.CharField: {"form_class": WordsField, "widget": widgets.AdminTextInputWidget},
    models.TextField: {"form_class": WordsField, "widget": widgets.AdminTextareaWidget},
    models.EmailField: {"form_class": EmailField, "widget": widgets.AdminEmailInputWidget},
    models.DateField: {"form_class": DayField},
    models.DateTimeField: {"form_class": DayAndHourField},
    models.TimeField: {"form_class": HourField},
    models.SlugField: {"form_class": SlugField, "widget": widgets.AdminTextInputWidget},
    models.IntegerField: {
        "form_class": NumberField,
        "widget": forms.TextInput(attrs={"class": "vIntegerField"}),
    },
}
