"""The list of conversations, box by box: a page costs the same for one thread and for sixty."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Case, Count, OuterRef, Q, Subquery, Value, When
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from core.keyset import Keyset
from messaging.masking import for_staff
from messaging.models import Message, Post, Thread
from messaging.models.conversations import ThreadQuerySet

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from people.models import User

SIZE = 30
PREVIEW = 120  # characters

BOXES: Mapping[str, tuple[Any, Callable[[ThreadQuerySet, User], ThreadQuerySet]]] = {
    "mine": (
        _("Mine"),
        lambda threads, user: threads.of_somebody().to_do().filter(assigned_to=user),
    ),
    "free": (
        _("Not assigned"),
        lambda threads, _user: threads.of_somebody().to_do().filter(assigned_to=None),
    ),
    "all": (_("All"), lambda threads, _user: threads.of_somebody().to_do()),
    "tray": (_("Unknown numbers"), lambda threads, _user: threads.in_tray().to_do()),
    "later": (_("Later"), lambda threads, _user: threads.put_off()),
    "closed": (_("Settled"), lambda threads, _user: threads.filter(state=Thread.State.CLOSED)),
}
OF_EXPERTS = ("mine", "later", "closed")
COUNTED = ("mine", "free", "all", "tray")


def inbox(user: User, query: Mapping[str, str], *, whole: bool) -> dict[str, Any]:
    """What the list shows `user`: the boxes with their unread, and a page of the chosen one."""
    stops = list(user.stops_in_charge().only("id", "slug", "name")) if whole else []
    chosen = next((stop for stop in stops if stop.slug == query.get("stop")), None)
    visible = Thread.objects.visible_to(user)
    visible = visible.filter(stop=chosen) if chosen else visible
    names = [name for name in BOXES if whole or name in OF_EXPERTS]
    box = query.get("box", "") if query.get("box") in names else "all" if whole else "mine"
    page = Keyset(_listed(BOXES[box][1](visible, user)), ["-last_at", "-pk"], size=SIZE).page(query)
    for thread in page.rows:
        _last_words(thread)
    kept = {"box": box, **({"stop": chosen.slug} if chosen else {})}
    unread = _unread(visible, user, names)
    return {
        "threads": page.rows,
        "boxes": [(name, BOXES[name][0], unread.get(name, 0), _to(name, chosen)) for name in names],
        "box": box,
        "stops": stops if len(stops) > 1 else [],
        "chosen": chosen,
        "whole": whole,
        **page.urls(kept),
        "first_url": f"?{urlencode(kept)}" if query.get("after") else "",
    }


def unread_for(user: User) -> int:
    """How many conversations wait for `user`."""
    return unread_threads(user).count()


def unread_threads(user: User, now: Any = None) -> ThreadQuerySet:
    """The conversations that wait for `user`: unread, in their hands or in nobody's."""
    mine = Q(assigned_to=user) | Q(assigned_to=None)
    return Thread.objects.visible_to(user).to_do(now).filter(mine, unread__gt=0)


def next_waiting(user: User, *, after: Thread) -> Thread | None:
    """The conversation that waits for `user` below `after` in the list, else the first one."""
    waiting = unread_threads(user).exclude(pk=after.pk)
    above = Case(When(last_at__gt=after.last_at, then=Value(1)), default=Value(0))
    return waiting.order_by(above, "-last_at", "-pk").only("pk").first()


def _to(name: str, chosen: Any) -> str:
    return f"?{urlencode({'box': name, **({'stop': chosen.slug} if chosen else {})})}"


def _unread(visible: ThreadQuerySet, user: User, names: list[str]) -> dict[str, int]:
    """How many threads with something unread each box holds, in one statement."""
    boxes = [name for name in names if name in COUNTED]
    counts = {
        name: Count("pk", filter=Q(pk__in=BOXES[name][1](visible, user).order_by().values("pk")))
        for name in boxes
    }
    return visible.filter(unread__gt=0).order_by().aggregate(**counts)


def _listed(threads: ThreadQuerySet) -> ThreadQuerySet:
    """With what a line shows: who, where, in whose hands, and how the last word begins."""
    last = Post.objects.filter(thread=OuterRef("pk")).order_by("-pk")
    ours = Message.objects.filter(thread=OuterRef("pk"), secret=False).order_by("-pk")
    return threads.select_related("person", "stop", "assigned_to").annotate(
        last_text=Subquery(last.values("text")[:1]),
        last_kind=Subquery(last.values("kind")[:1]),
        came_at=Subquery(last.values("written_at")[:1]),
        our_text=Subquery(ours.values("body")[:1]),
        left_at=Subquery(ours.values("created_at")[:1]),
    )


def _last_words(thread: Any) -> None:
    """What a line shows: the last words of either side, and whether they are the team's."""
    thread.by_us = bool(thread.left_at and (not thread.came_at or thread.came_at < thread.left_at))
    if thread.by_us:
        thread.last_text = for_staff(thread.our_text)
