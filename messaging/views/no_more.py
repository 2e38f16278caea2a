"""No more messages in one click (RFC 8058): GET changes nothing; POST does, of a server too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from core.doors import private
from core.language import for_reader
from messaging.actions.preferences import refuse
from messaging.channels.addresses import one_form
from messaging.links import message_by
from messaging.models import OptOut

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@private
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def no_more(request: HttpRequest, token: str) -> HttpResponse:
    """Stop messages to the address of one message; whoever holds it need not sign in."""
    message = message_by(token)
    if request.method == "POST":
        refuse(message.address, way="email")
    refused = OptOut.objects.in_force().filter(address=one_form(message.address)).exists()
    with for_reader(request, message.language):
        return render(request, "messaging/no_more.html", {"refused": refused})
