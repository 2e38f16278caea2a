"""Why somebody does not read a file, said to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from selection.models import Recusal

if TYPE_CHECKING:
    from applications.models import Application
    from people.models import User


def why_off(application: Application, user: User) -> str:
    """Why `user` does not read a file, said to them; empty when they may."""
    recusals = Recusal.objects.live().filter(application=application, reader=user)
    recusal = recusals.select_related("by").first()
    if recusal is None:
        return ""
    if recusal.is_abstention:
        return _("You abstain from this file.")
    return _("You do not read this file: %(name)s keeps you off it.") % {"name": recusal.by.name}
