"""What a manager types of a ready answer; placeholders are checked where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _

from core.writing import tidy
from messaging.models import StockAnswer
from messaging.stock import NAMES
from messaging.words import refuse_strange

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from programs.models import Center

BODIES = [f"body_{code}" for code, _name in settings.LANGUAGES]


class StockForm(forms.ModelForm):  # type: ignore[type-arg]  # Django knows no type of it at run time
    """A ready answer in three languages, of which one is enough."""

    class Meta:
        model = StockAnswer
        fields = ("center", "name", *BODIES)

    def __init__(self, *args: Any, centers: QuerySet[Center], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        center, name = self.fields["center"], self.fields["name"]
        if isinstance(center, forms.ModelChoiceField):
            center.queryset, center.empty_label = centers, None
        name.label = gettext_lazy("How the team calls it")
        for code, language in settings.LANGUAGES:
            right_to_left = get_language_info(code)["bidi"]
            field = self.fields[f"body_{code}"]
            field.label, field.required = language, False
            field.widget = forms.Textarea(
                {"lang": code, "dir": "rtl" if right_to_left else "ltr", "rows": 5}
            )

    def clean(self) -> dict[str, Any]:
        """Refuses a text without words, and a placeholder that means nothing, beside its field."""
        cleaned = super().clean() or self.cleaned_data
        for name in BODIES:
            cleaned[name] = tidy(cleaned.get(name) or "", lines=True)
            try:
                refuse_strange(cleaned[name], NAMES)
            except forms.ValidationError as refusal:
                self.add_error(name, refusal)
        if not any(cleaned.get(name) or name in self.errors for name in BODIES):
            self.add_error(BODIES[0], _("Please write it in one language at least."))
        return cleaned
