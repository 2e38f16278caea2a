"""A message of a conversation as an idea for a workshop: which theme it is about, or none."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from messaging.actions.ideas import mark_idea, unmark_idea
from messaging.models import Post, Thread
from people.access import staff
from programs.models import Theme

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

audit = logging.getLogger("microlabs.audit")


@require_http_methods(["GET", "HEAD", "POST"])
def idea(request: HttpRequest, pk: int, post: int) -> HttpResponse:
    """Choose the theme with one tap, or none; the radar counts it."""
    user = staff(request)
    threads = Thread.objects.visible_to(user).of_somebody().select_related("stop", "person")
    thread = get_object_or_404(threads, pk=pk)
    rows = Post.objects.filter(thread=thread).select_related("idea__theme")
    row = get_object_or_404(rows, pk=post)
    if request.method != "POST":
        context = {
            "thread": thread,
            "post": row,
            "themes": list(Theme.objects.all()),
            "chosen": getattr(row, "idea", None),
        }
        return render(request, "messaging/idea.html", context)
    chosen = request.POST.get("theme", "")
    if theme := next((each for each in Theme.objects.all() if each.code == chosen), None):
        mark_idea(row, theme, by=user)
        messages.success(request, _("Marked: the radar counts it."))
    else:
        unmark_idea(row)
        messages.success(request, _("It is no idea any more."))
    audit.info("user %s marked message %s as an idea, or not", user.pk, row.pk)
    return redirect(f"{_page(thread)}#p{row.pk}")


def _page(thread: Thread) -> str:
    return reverse("messaging:thread", args=[thread.pk])
