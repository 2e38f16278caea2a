"""The way back from what was just decided on the list, by whoever decided it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from people.access import staff, stop_managed
from selection.choosing.list_views import back_to
from selection.choosing.narrowed import Narrowed
from selection.undoing import take_back

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

audit = logging.getLogger("microlabs.audit")


@require_POST
def undo(request: HttpRequest, stop: str, act: UUID) -> HttpResponse:
    """Put back what an act changed; what somebody decided since stays theirs."""
    user = staff(request)
    at = stop_managed(user, stop)
    together = take_back(act, at, by=user)
    back = redirect(back_to(at, Narrowed.by(request.POST.dict())))
    if together is None:
        messages.warning(request, _("It is too late to undo this: please change it by hand."))
        return back
    audit.info("user %s took back %s decisions of stop %s", user.pk, together.done, at.pk)
    if together.done:
        sentence = ngettext(
            "Undone: %(count)d file is as it was.",
            "Undone: %(count)d files are as they were.",
            together.done,
        )
        messages.success(request, sentence % {"count": together.done})
    if together.left:
        sentence = ngettext(
            "%(count)d was changed by somebody since, and stays as it is.",
            "%(count)d were changed by somebody since, and stay as they are.",
            together.left,
        )
        messages.warning(request, sentence % {"count": together.left})
    return back
