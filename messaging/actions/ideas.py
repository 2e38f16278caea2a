"""Messages that are ideas for a workshop: marked, marked otherwise, and no longer marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from messaging.models import Idea

if TYPE_CHECKING:
    from messaging.models import Post
    from people.models import User
    from programs.models import Theme


def mark_idea(post: Post, theme: Theme, *, by: User) -> Idea:
    """Say that a message asks for a workshop on a theme, one theme a message; twice is harmless."""
    values = {"theme": theme, "by": by}
    return Idea.objects.update_or_create(post=post, defaults=values)[0]


def unmark_idea(post: Post) -> None:
    """It was none. Idempotent."""
    Idea.objects.filter(post=post).delete()
