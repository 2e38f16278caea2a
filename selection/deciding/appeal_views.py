"""Second looks at the desk, the oldest first: answered by who had no part in the decision."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from people.access import staff, stop_in_charge
from selection.deciding.appeals import deciders, settle, waiting_appeals
from selection.deciding.forms import Settling
from selection.models import Appeal, Selection
from selection.reasons import ReasonTexts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from people.models import User
    from programs.models import Stop

MANY = 50
SETTLED = 20


@require_safe
def appeals(request: HttpRequest, stop: str) -> HttpResponse:
    """What waits, and what was answered last."""
    user = staff(request)
    return _page(request, stop_in_charge(user, stop), user)


def _page(
    request: HttpRequest,
    at: Stop,
    user: User,
    refused: Any = (),
    typed: Mapping[int, Settling] = MappingProxyType({}),
) -> HttpResponse:
    """The page; `typed` is what was said of a look and refused, by its key."""
    reasons = ReasonTexts(at)
    waiting = [
        {
            "appeal": appeal,
            "reasons": reasons.of(appeal.application.decision.reasons),
            "mine": user.pk in deciders(appeal.application),
            "form": typed.get(appeal.pk) or Settling(prefix=str(appeal.pk)),
        }
        for appeal in waiting_appeals(at)[:MANY]
    ]
    settled = Appeal.objects.filter(application__stop=at).exclude(outcome="")
    rows = settled.select_related("application", "reviewer").order_by("-settled_at")[:SETTLED]
    blind = Selection.objects.filter(stop=at, blind=True).exists()
    context = {"stop": at, "waiting": waiting, "settled": rows, "blind": blind, "refused": refused}
    return render(
        request, "selection/deciding/appeals.html", context, status=422 if refused else 200
    )


@require_POST
def settlement(request: HttpRequest, stop: str, pk: int) -> HttpResponse:
    """Say what the second look came to."""
    user = staff(request)
    at = stop_in_charge(user, stop)
    appeal = get_object_or_404(
        Appeal.objects.select_related("application__stop"), application__stop=at, pk=pk
    )
    form = Settling(request.POST, prefix=str(pk))
    if not form.is_valid():
        return _page(
            request,
            at,
            user,
            [_("Please choose an outcome, and say why in a few words.")],
            {pk: form},
        )
    try:
        settle(appeal, by=user, **form.cleaned_data)
    except ValidationError as refusal:
        return _page(request, at, user, refusal.messages, {pk: form})
    messages.success(request, _("The second look is answered, and its person is told."))
    return redirect("deciding:second-looks", at.slug)
