"""A second look of another center, for whom it was handed to: that one file, and the answer."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.delivery import deliver
from people.access import staff
from selection.deciding.appeals import settle
from selection.deciding.forms import Settling
from selection.models import Handover
from selection.reasons import ReasonTexts
from selection.review.criteria import criteria_of
from selection.triage.cards import card_of
from selection.triage.rules import rules_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

    from people.models import User

audit = logging.getLogger("microlabs.audit")
RELATED = ("appeal__application__stop__center__region", "appeal__application__decision", "by")


@require_safe
def handed(request: HttpRequest, pk: int) -> HttpResponse:
    """The file and what its person asks, as long as the look is in one's hands."""
    user = staff(request)
    return _page(request, _held(user, pk), user, Settling(prefix=str(pk)))


@require_POST
def handed_settlement(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer it. What was typed stays on the page where it comes too late."""
    user = staff(request)
    mine = Handover.objects.filter(to=user, appeal=pk).select_related(*RELATED)
    handover = get_object_or_404(mine.order_by("-pk")[:1])
    form = Settling(request.POST, prefix=str(pk))
    if not form.is_valid():
        refused = [_("Please choose an outcome, and say why in a few words.")]
        return _page(request, handover, user, form, refused)
    try:
        settle(handover.appeal, by=user, **form.cleaned_data)
    except ValidationError as refusal:
        return _page(request, handover, user, form, refusal.messages)
    audit.info("user %s answered second look %s of another center", user.pk, pk)
    messages.success(request, _("The second look is answered, and its person is told."))
    return redirect("desk:home")


@require_safe
def handed_attachment(request: HttpRequest, pk: int, attachment: int) -> HttpResponseBase:
    """A file that its person sent; none where names are not read."""
    application = _held(staff(request), pk).appeal.application
    if rules_of(application.stop).blind:
        raise Http404
    row = get_object_or_404(application.attachments, pk=attachment)
    return deliver(row.file, name=row.name, content_type=row.content_type)


def _held(user: User, pk: int) -> Handover:
    """The hand-over by which `user` holds a look now; any other does not exist for them."""
    return get_object_or_404(Handover.objects.held_by(user).select_related(*RELATED), appeal=pk)


def _page(
    request: HttpRequest,
    handover: Handover,
    user: User,
    form: Settling,
    refused: Sequence[str] = (),
) -> HttpResponse:
    """The page; without the file once it is no longer in one's hands, but with what was typed."""
    application = handover.appeal.application
    context: dict[str, Any] = {"handover": handover, "form": form, "refused": refused}
    context |= {"stop": application.stop}
    if Handover.objects.held_by(user).filter(pk=handover.pk).exists():
        criteria = criteria_of(application.stop)
        context |= {
            "card": card_of(application, user, criteria, rules_of(application.stop)),
            "reasons": ReasonTexts(application.stop).of(application.decision.reasons),
        }
    return render(
        request, "selection/deciding/handed.html", context, status=422 if refused else 200
    )
