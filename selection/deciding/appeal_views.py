"""Second looks at the desk, the oldest first: answered by who had no part in the decision."""

from __future__ import annotations

import logging
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from applications.models import Application
from core.numbers import number
from people.access import manages, staff, stop_in_charge, stop_managed
from selection.deciding import appeals as looks
from selection.deciding.appeal_rows import rows_of
from selection.deciding.forms import Settling
from selection.models import Appeal, Recusal, Selection
from selection.second_looks import managers_elsewhere

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from people.models import User
    from programs.models import Stop

audit = logging.getLogger("microlabs.audit")
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
    waiting = rows_of(at, looks.waiting_appeals(at, user)[:MANY], user, typed)
    seen = Application.objects.filter(stop=at).without_conflict(user)
    settled = Appeal.objects.filter(application__in=seen).exclude(outcome="")
    rows = settled.select_related("application", "reviewer").order_by("-settled_at")[:SETTLED]
    blind = Selection.objects.filter(stop=at, blind=True).exists()
    context: dict[str, Any] = {"stop": at, "waiting": waiting, "settled": rows, "blind": blind}
    shown = {row.appeal.pk for row in waiting}
    context["lost"] = [form["why"].value() for pk, form in typed.items() if pk not in shown]
    context |= {"refused": refused, "manages": manages(user, at), "whys": Recusal.Reason.choices}
    return render(
        request, "selection/deciding/appeals.html", context, status=422 if refused else 200
    )


@require_POST
def settlement(request: HttpRequest, stop: str, pk: int) -> HttpResponse:
    """Say what the second look came to."""
    user = staff(request)
    at = stop_in_charge(user, stop)
    appeal = _appeal(at, pk)
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
        looks.settle(appeal, by=user, **form.cleaned_data)
    except ValidationError as refusal:
        return _page(request, at, user, refusal.messages, {pk: form})
    messages.success(request, _("The second look is answered, and its person is told."))
    return redirect("deciding:second-looks", at.slug)


@require_POST
def handing(request: HttpRequest, stop: str, pk: int) -> HttpResponse:
    """Hand a look to a manager of another center (`to`), as nobody here may answer it."""
    user = staff(request)
    at = stop_managed(user, stop)
    appeal = _appeal(at, pk)
    wanted = number(request.POST.get("to", ""))
    to = next((each.person for each in managers_elsewhere(at) if each.person.pk == wanted), None)
    if to is None:
        return _page(request, at, user, [_("Please choose who looks again.")])
    try:
        looks.hand_over(appeal, to=to, by=user)
    except ValidationError as refusal:
        return _page(request, at, user, refusal.messages)
    audit.info("user %s handed second look %s to user %s", user.pk, appeal.pk, to.pk)
    sentence = _("The second look is in the hands of %(name)s, who is written to.")
    messages.success(request, sentence % {"name": to.name})
    return redirect("deciding:second-looks", at.slug)


@require_POST
def handing_end(request: HttpRequest, stop: str, pk: int) -> HttpResponse:
    """Take a look back from whom it was handed to. Twice is harmless."""
    user = staff(request)
    at = stop_managed(user, stop)
    appeal = _appeal(at, pk)
    looks.take_back(appeal, by=user)
    audit.info("user %s took second look %s back", user.pk, appeal.pk)
    messages.success(request, _("The second look is here again."))
    return redirect("deciding:second-looks", at.slug)


def _appeal(at: Stop, pk: int) -> Appeal:
    return get_object_or_404(
        Appeal.objects.select_related("application__stop__center"), application__stop=at, pk=pk
    )
