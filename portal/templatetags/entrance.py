"""Sign-in forms for a thumb: numeric keys for codes, left-to-right numbers, labels."""

from django import forms, template
from django.utils.translation import gettext_lazy as _

register = template.Library()

CODE = {"inputmode": "numeric", "autocomplete": "one-time-code", "dir": "ltr"}
ATTRIBUTES = {
    "code": CODE,
    "login": {
        "autocomplete": "username",
        "dir": "ltr",
        "autocapitalize": "none",
        "spellcheck": "false",
    },
    "phone": {"inputmode": "tel", "autocomplete": "tel", "dir": "ltr"},
    "email": {"inputmode": "email", "autocomplete": "email", "dir": "ltr"},
}
LABELS = {
    "login": _("Phone number or e-mail address"),
    "code": _("Code"),
    "phone": _("Phone number"),
    "email": _("E-mail address"),
}


@register.filter
def for_thumbs(form: forms.BaseForm) -> forms.BaseForm:
    """`form` with the attributes its fields need on a phone.

    Placeholders go, for labels are shown.
    """
    for name, field in form.fields.items():
        field.widget.attrs.pop("placeholder", None)
        field.widget.attrs.update(ATTRIBUTES.get(name, {}))
        field.label = LABELS.get(name, field.label)
    return form
