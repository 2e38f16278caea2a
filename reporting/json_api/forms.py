"""What is typed to give a program a token, or to have happenings told to an address."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.fields import LinkField, WordsField
from core.outward import INSIDE, never_sent_to
from people.roles import Role
from programs.models import Center
from reporting.models import ApiToken, Hook

if TYPE_CHECKING:
    from people.models import User

DAYS = (
    ("30", gettext_lazy("30 days")),
    ("90", gettext_lazy("90 days")),
    ("180", gettext_lazy("180 days")),
    ("365", gettext_lazy("One year")),
)
SECURE = "https://"


class TokenForm(forms.Form):
    """A token: what for, what it reads, for how long."""

    name = WordsField(
        label=gettext_lazy("What it is for"),
        max_length=60,
        help_text=gettext_lazy("For example: figures on our website"),
    )
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("What it reads"), widget=forms.CheckboxSelectMultiple
    )
    days = forms.ChoiceField(
        label=gettext_lazy("It ends after"), choices=DAYS, initial="90", widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        given = ApiToken.scopes_for(user)
        scopes = self.fields["scopes"]
        if isinstance(scopes, forms.MultipleChoiceField):
            scopes.choices = [each for each in ApiToken.Scope.choices if each[0] in given]
            scopes.initial = given[:1]

    @property
    def lasts(self) -> timedelta:
        """For how long."""
        return timedelta(days=int(self.cleaned_data["days"]))


class HookForm(forms.Form):
    """An address, and what it is told."""

    center = forms.ModelChoiceField(label=gettext_lazy("Center"), queryset=Center.objects.none())
    url = LinkField(
        label=gettext_lazy("Address"),
        max_length=400,
        help_text=gettext_lazy("Of a program of your center, beginning with https://"),
    )
    happenings = forms.MultipleChoiceField(
        label=gettext_lazy("What it is told"),
        choices=[each for each in Hook.Happening.choices if each[0] != Hook.Happening.TEST],
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        centers = Center.objects.all() if user.is_superuser else user.centers(Role.MANAGER)
        field = self.fields["center"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = centers
            field.initial = centers.first()

    def clean_url(self) -> str:
        """An encrypted address of the open net. Raises `ValidationError`."""
        url = str(self.cleaned_data["url"])
        if not url.startswith(SECURE):
            raise ValidationError(_("The address begins with https://."), code="not-encrypted")
        refused = never_sent_to(url)
        if refused == INSIDE:
            said = _("This address leads into a private network: programs there are not called.")
            raise ValidationError(said, code="inside")
        if refused:
            raise ValidationError(self.fields["url"].error_messages["invalid"], code="invalid")
        return url
