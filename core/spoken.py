"""Fields of a form that are typed in a language each, and those of a day or a moment."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import get_language_info

MOMENT = "%Y-%m-%dT%H:%M"  # as browsers write what their field for a date and time holds
LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


def moment() -> forms.DateTimeInput:
    """A field for a day and a time."""
    return forms.DateTimeInput(format=MOMENT, attrs={"type": "datetime-local", "dir": "ltr"})


def day() -> forms.DateInput:
    """A field for a day."""
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "dir": "ltr"})


def hour() -> forms.TimeInput:
    """A field for an hour of the clock."""
    return forms.TimeInput(format="%H:%M", attrs={"type": "time", "dir": "ltr"})


def spoken(form: forms.BaseForm) -> None:
    """Each text of `form` is typed in the direction of its language, and labelled with it.

    Where it is named away from its place, as above a form that is refused, its `listed` says which
    text it is, in which language, in words of the page.
    """
    names = dict(settings.LANGUAGES)
    for name, field in form.fields.items():
        code = name.rpartition("_")[2]
        if code in names:
            language = get_language_info(code)
            # modeltranslation marks a label with its language
            text = capfirst(field.label or "").removesuffix(f" [{code}]")
            field.listed = f"{text} · {language['name_translated']}"  # type: ignore[attr-defined]
            field.widget.attrs |= {"lang": code, "dir": "rtl" if language["bidi"] else "ltr"}
            field.label = names[code]
