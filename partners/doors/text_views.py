"""What people agree to before they open a door: read by managers, written by the coordination."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from partners.doors.actions import write_text
from partners.doors.forms import DoorWords
from partners.models import NAMED, DoorText, Referral
from people.access import at_the_desk
from people.roles import Role

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from people.models import User

audit = logging.getLogger("microlabs.audit")


@require_http_methods(["GET", "HEAD", "POST"])
def text(request: HttpRequest) -> HttpResponse:
    """Every version with how many opened a door by it; a new one may be written in place."""
    user = at_the_desk(request)
    may_write = user.is_national
    if not (may_write or (Role.MANAGER in user.roles and request.method != "POST")):
        raise PermissionDenied
    versions = list(DoorText.objects.order_by("-version"))
    form = DoorWords(request.POST if request.method == "POST" else None, now=versions[0])
    if request.method == "POST" and form.is_valid() and _written(form, user):
        sentence = _("It is in force. Doors that are open keep the words that were agreed to.")
        messages.success(request, sentence)
        return redirect("doors_desk:text")
    doors = Referral.objects.order_by().values_list("text").annotate(Count("pk"))
    opened = dict(doors)
    context = {
        "now": versions[0],
        "versions": [(each, opened.get(each.pk, 0)) for each in versions],
        "form": form,
        "may_write": may_write,
        "placeholders": [{"name": name, "label": label} for name, label in NAMED.items()],
    }
    status = 422 if form.errors else 200
    return render(request, "partners/doors/text.html", context, status=status)


def _written(form: DoorWords, by: User) -> DoorText | None:
    """The new version; nothing where the form says why not."""
    try:
        kept = write_text(form.spoken(), seen=form.cleaned_data["version"])
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return None
    audit.info("user %s wrote version %s of the text of the doors", by.pk, kept.version)
    return kept
