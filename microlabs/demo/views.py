"""The demonstration's way in without codes, and its mailbox.

These URLs exist only where MICROLABS_DEMO is set.
"""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.keyset import Keyset
from messaging.models import Message
from microlabs.demo.doors import DOORS

PER_PAGE = 30


@login_not_required
@require_safe
def entrance(request: HttpRequest) -> HttpResponse:
    """As whom to enter."""
    return render(request, "demo/entrance.html", {"doors": DOORS})


@login_not_required
@require_POST
def enter(request: HttpRequest, door: str) -> HttpResponse:
    """Sign in as the person behind `door`, as if they had typed their code.

    For staff, as if they had typed their second factor too.
    """
    chosen = next((each for each in DOORS if each.code == door), None)
    if chosen is None:
        raise Http404
    person = chosen.find()
    if person is None:
        messages.warning(
            request, _("The demonstration is not loaded yet: run “python manage.py demo”.")
        )
        return redirect("demo:entrance")
    logout(request)
    record_authentication(request, person, method="code")
    if person.is_staff:
        record_authentication(request, person, method="mfa", type="totp")
    get_adapter(request).login(request, person)
    return redirect(chosen.landing(person))


@login_not_required
@require_safe
def mailbox(request: HttpRequest) -> HttpResponse:
    """Every message that the platform wrote, newest first, as people would read it."""
    before = request.GET.get("before", "")
    page = Keyset(Message.objects.all(), ["-created_at", "-pk"], size=PER_PAGE).page(
        {"after": before}
    )
    context = {
        "letters": page.rows,
        "now": timezone.now(),
        "next_url": page.after and f"?before={page.after}",
        "first_url": request.path if before else "",
    }
    return render(request, "demo/mailbox.html", context)
