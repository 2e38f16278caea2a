"""Who works for the center of a stop: roles that are given by invitation, and taken away."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from desk.setup.forms import TeamInvitation
from desk.setup.views import stop_here
from messaging.actions.invitations import write_invitation
from people.access import staff
from people.actions import invite
from people.models import Membership

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

audit = logging.getLogger("microlabs.audit")


@require_http_methods(["GET", "HEAD", "POST"])
def team(request: HttpRequest, stop: str) -> HttpResponse:
    """Everybody who has a role at the center, and a form to invite one more."""
    at, user = stop_here(request, stop), staff(request)
    form = TeamInvitation(
        request.POST if request.method == "POST" else None, by=user, center=at.center
    )
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                membership = invite(**form.cleaned_data, by=user)
                write_invitation(membership)
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
        else:
            audit.info("user %s gave role %s", user.pk, membership.pk)
            messages.success(request, _("Invited: an e-mail tells how to sign in."))
            return redirect("setup:team", at.slug)
    held = Membership.objects.filter(center=at.center_id).select_related("user", "partner")
    may_end = set(Membership.objects.managed_by(user).values_list("pk", flat=True))
    context = {
        "stop": at,
        "form": form,
        "held": [(each, each.pk in may_end) for each in held.order_by("role", "user__name_key")],
    }
    return render(request, "desk/setup/team.html", context, status=422 if form.errors else 200)


@require_POST
def deletion(request: HttpRequest, stop: str, pk: int) -> HttpResponse:
    """Take a role away that this person could have given."""
    at, user = stop_here(request, stop), staff(request)
    mine = Membership.objects.managed_by(user).filter(center=at.center_id)
    membership = get_object_or_404(mine, pk=pk)
    membership.delete()
    audit.info("user %s took role %s away", user.pk, pk)
    messages.success(request, _("The role is taken away."))
    return redirect("setup:team", at.slug)
