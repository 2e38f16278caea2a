"""What is typed of the page of a partner."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.fields import WordsField
from core.spoken import spoken
from core.writing import plain
from partners.public.profiles import WORDS
from programs.models import Theme

MOST_HOSTS = 8
LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
HOST = re.compile(rf"(?:{LABEL}\.)+[a-z]{{2,24}}", re.ASCII)


class ProfileForm(forms.Form):
    """The words in three languages, the themes, and the sites that may show the agenda."""

    themes = forms.ModelMultipleChoiceField(
        Theme.objects.all(),
        to_field_name="code",
        label=gettext_lazy("What you help with"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    hosts = forms.CharField(
        label=gettext_lazy("Sites that may show the agenda"),
        required=False,
        max_length=1200,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "ltr"}),
        help_text=gettext_lazy("One a line, such as www.example.ma"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["hosts"] = "\n".join(self.initial.get("hosts", []))
        for name in WORDS:
            self.fields[name] = WordsField(
                max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 5})
            )
        spoken(self)

    def clean_hosts(self) -> list[str]:
        """The names of the sites: no address, no port, nothing that stands for many."""
        typed = re.split(r"[\s,،]+", plain(self.cleaned_data["hosts"]).lower())
        names = [re.sub(r"^https?://|/$", "", each) for each in typed if each]
        for name in names:
            if not HOST.fullmatch(name):
                said = _("“%(name)s” is no name of a site, such as www.example.ma.")
                raise ValidationError(said % {"name": name}, code="host")
        if len(names) > MOST_HOSTS:
            said = _("Please name %(most)s sites at most.") % {"most": MOST_HOSTS}
            raise ValidationError(said, code="many")
        return list(dict.fromkeys(names))

    def words(self) -> list[forms.BoundField]:
        """What the partner does, in each language."""
        return [self[name] for name in WORDS]
