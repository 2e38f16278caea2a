"""The words of sign-in codes; every other room writes its own."""

from django.utils import translation
from django.utils.translation import gettext as _


def sign_in_code(code: str, *, language: str) -> tuple[str, str]:
    """Subject and text of a code, short enough for one SMS in every language."""
    with translation.override(language):
        return _("Your Microlabs code"), _("Microlabs: your code is %(code)s. Give it to nobody.") % {"code": code}
