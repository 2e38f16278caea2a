"""The morning of those who work in a center: what came, what is begun, what waits; or nothing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applications.models import Application
from core.links import absolute
from messaging.actions.letters import Letter, Reader, write_many
from messaging.channels.base import BY_HAND
from messaging.hours import Calendar, next_moment
from messaging.models import Message, Thread
from people.models import Membership, User
from people.notices import Notice, notices
from programs.models import Stop

SATURDAY = 5
State = Message.State


@dataclass(frozen=True)
class Morning:
    """What there is to say about one stop."""

    stop: Stop
    new: int
    drafts: int  # only while they may still be sent
    days: int | None  # to the close; None when it does not take applications
    unread: int
    parked: int
    by_hand: int

    @property
    def is_worth_a_line(self) -> bool:
        """Whether anything happened or waits: that time passes is no news."""
        return any((self.new, self.unread, self.parked, self.by_hand)) or (
            self.days is not None and self.days <= 1
        )


def write_digests(now: datetime) -> int:
    """Write to everybody of a center who has something to do; return how many messages are new.

    Once a day, and not on free days.
    """
    today = timezone.localdate(now)
    if today.weekday() >= SATURDAY or next_moment(now, calendar=Calendar.load()) != now:
        return 0
    mornings_of: dict[int | None, list[Morning]] = defaultdict(list)
    for morning in _mornings(now):
        if morning.is_worth_a_line:
            mornings_of[morning.stop.center_id].append(morning)
    told, letters = notices(), []
    for person in _staff({role for notice in told for role in notice.roles}):
        held = list(person.memberships.all())
        centers = {each.center_id for each in held if each.role in Membership.CENTER_ROLES}
        mine = [morning for center in centers for morning in mornings_of[center]]
        besides = [notice for notice in told if {each.role for each in held} & {*notice.roles}]
        if mine or besides:
            mine.sort(key=lambda morning: morning.stop.pk)
            letters.append(_letter(person, mine, besides, f"{today:%Y%m%d}"))
    return write_many(letters)


def _staff(besides: Collection[str]) -> QuerySet[User]:
    """Reviewers, managers and whoever has a role of `besides`, with their roles.

    Those with an e-mail who did not switch the summary off.
    """
    roles = Membership.objects.filter(
        role__in={*Membership.CENTER_ROLES, *besides},
        user__is_active=True,
        user__email__isnull=False,
    )
    people = User.objects.filter(pk__in=roles.values("user")).exclude(preference__digest=False)
    return people.prefetch_related("memberships").order_by("pk")


def _mornings(now: datetime) -> Iterator[Morning]:
    """Every stop, in five statements."""
    applications = _applications_by_stop(now)
    unread = _by_stop(Thread.objects.to_do().filter(unread__gt=0))
    parked = _by_stop(Message.objects.needing_a_person(now))
    prepared = Message.objects.filter(channel=BY_HAND, state__in=[State.NEW, State.PREPARED])
    by_hand = _by_stop(prepared.filter(due_at__lte=now))
    for stop in Stop.objects.exclude(state=Stop.State.FINISHED).select_related("center"):
        row = applications.get(stop.pk, {"new": 0, "drafts": 0})
        days = _days_to_close(stop, now)
        drafts = row["drafts"] if days is not None else 0
        yield Morning(
            stop, row["new"], drafts, days, unread[stop.pk], parked[stop.pk], by_hand[stop.pk]
        )


def _applications_by_stop(now: datetime) -> dict[int, Any]:
    """How many applications each stop received since yesterday, and how many are begun."""
    drafts = Q(state=Application.State.DRAFT)
    received = Q(submitted_at__gte=yesterday(now), state__in=Application.RECEIVED)
    rows = Application.objects.filter(drafts | received).values("stop")
    counted = rows.annotate(new=Count("pk", filter=received), drafts=Count("pk", filter=drafts))
    return {row["stop"]: row for row in counted.order_by()}


def _by_stop(rows: QuerySet[Any]) -> Counter[int | None]:
    """How many of `rows` each stop has."""
    return Counter(dict(rows.values_list("stop").annotate(Count("pk")).order_by()))


def _days_to_close(stop: Stop, now: datetime) -> int | None:
    """Days to the close of `stop`; None when it does not take applications."""
    if not stop.takes_applications:
        return None
    return (timezone.localdate(stop.closes_at) - timezone.localdate(now)).days


def yesterday(now: datetime) -> datetime:
    """Eight in the morning of the working day before."""
    day = timezone.localdate(now) - timedelta(days=1)
    while day.weekday() >= SATURDAY:
        day -= timedelta(days=1)
    return timezone.make_aware(datetime.combine(day, time(8)))


def _letter(person: User, mornings: list[Morning], besides: list[Notice], day: str) -> Letter:
    with translation.override(person.language):
        parts = ["\n".join([str(each.stop), *lines_of(each)]) for each in mornings]
        told = [f"{notice.says()}\n{absolute(notice.url)}" for notice in besides]
        lines = "\n\n".join([*told, *parts])
    return Letter(
        key=f"digest:{person.pk}:{day}",
        event="digest",
        reader=Reader.of(person),
        context={"lines": lines, "wishes": _url("messaging:wishes")},
    )


def lines_of(morning: Morning) -> Iterator[str]:
    """A sentence and its link for each thing, in the active language."""
    if new := morning.new:
        sentence = ngettext("%(count)s new application", "%(count)s new applications", new)
        url = _url("files:list", morning.stop.slug)
        yield _counted(sentence, new, url)
    if drafts := morning.drafts:
        sentence = ngettext("%(count)s is being filled in", "%(count)s are being filled in", drafts)
        yield _counted(sentence, drafts, _url("desk:home"))
    if (days := morning.days) is not None:
        sentence = ngettext("%(count)s day until the close", "%(count)s days until the close", days)
        yield sentence % {"count": days} if days else _("Applications close today")
    yield from _lines_of_messages(morning)


def _lines_of_messages(morning: Morning) -> Iterator[str]:
    """The lines of conversations and messages."""
    if unread := morning.unread:
        sentence = ngettext(
            "%(count)s unread conversation", "%(count)s unread conversations", unread
        )
        yield _counted(sentence, unread, _url("messaging:threads"))
    if by_hand := morning.by_hand:
        sentence = ngettext(
            "%(count)s message to send by hand", "%(count)s messages to send by hand", by_hand
        )
        yield _counted(sentence, by_hand, _url("messaging:by_hand"))
    if parked := morning.parked:
        sentence = ngettext(
            "%(count)s message that may not have arrived",
            "%(count)s messages that may not have arrived",
            parked,
        )
        yield _counted(sentence, parked, _url("messaging:queue"))


def _counted(sentence: str, count: int, url: str) -> str:
    return f"{sentence % {'count': count}}\n{url}"


def _url(name: str, *more: str) -> str:
    return absolute(reverse(name, args=more))
