"""The header and the side menu around the pages of whoever works here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template

from core.later import later
from core.links import absolute
from people.models import User
from portal.context import languages_of

if TYPE_CHECKING:
    from django.template.context import Context

    from portal import menu_drawing
    from portal import shell as around
else:
    around, menu_drawing = later("portal.shell"), later("portal.menu_drawing")

register = template.Library()


@register.inclusion_tag("desk/shell.html", takes_context=True)
def shell(context: Context) -> dict[str, Any]:
    """The shell of the person who reads this page; nothing for anybody else."""
    request = context["request"]
    user = request.user
    here = around.shell_of(request, user) if isinstance(user, User) else None
    return {
        "shell": here,
        "menu": menu_drawing.drawn(here.parts) if here else "",
        "waiting": menu_drawing.waiting(),
        "user": user,
        "languages": languages_of(request),
        "csrf_token": context.get("csrf_token"),
        "page": request.get_full_path(),
        "address": absolute(request.get_full_path()),
        "content": context.get("content_id", "content"),
    }
