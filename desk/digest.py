"""The morning of those who work in a center: what came, what is being filled in, what waits for them. Or nothing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
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
    """Write to everybody of a center who has something to do, once a day; how many are new. Nothing on free days."""
    today = timezone.localdate(now)
    if today.weekday() >= SATURDAY or next_moment(now, calendar=Calendar.load()) != now:
        return 0
    mornings = {each.stop.pk: each for each in _mornings(now) if each.is_worth_a_line}
    stops_of: dict[int | None, list[Morning]] = defaultdict(list)
    for each in mornings.values():
        stops_of[each.stop.center_id].append(each)
    letters = []
    for person in _staff():
        works = {
            role.center_id
            for role in person.memberships.all()
            if role.role in Membership.CENTER_ROLES
        }
        mine = [each for center in works for each in stops_of[center]]
        if mine:
            letters.append(
                _letter(person, sorted(mine, key=lambda each: each.stop.pk), f"{today:%Y%m%d}")
            )
    return write_many(letters)


def _staff() -> QuerySet[User]:
    """Reviewers and managers with an e-mail who did not switch it off, with their roles."""
    roles = Membership.objects.filter(
        role__in=Membership.CENTER_ROLES, user__is_active=True, user__email__isnull=False
    )
    people = User.objects.filter(pk__in=roles.values("user")).exclude(preference__digest=False)
    return people.prefetch_related("memberships").order_by("pk")


def _mornings(now: datetime) -> Iterator[Morning]:
    """Every stop, in five statements."""
    since = yesterday(now)
    drafts = Q(state=Application.State.DRAFT)
    received = Q(submitted_at__gte=since, state__in=Application.RECEIVED)
    files = Application.objects.filter(drafts | received).values("stop")
    rows = files.annotate(
        new=Count("pk", filter=received), drafts=Count("pk", filter=drafts)
    ).order_by()
    counted: dict[int, Any] = {row["stop"]: row for row in rows}
    threads = Thread.objects.to_do().filter(unread__gt=0).values_list("stop").annotate(Count("pk"))
    unread: Counter[int | None] = Counter(dict(threads.order_by()))
    parked = Counter(
        dict(
            Message.objects.needing_a_person(now)
            .values_list("stop")
            .annotate(Count("pk"))
            .order_by()
        )
    )
    hands = Message.objects.filter(channel=BY_HAND, state__in=[State.NEW, State.PREPARED])
    by_hand = Counter(
        dict(hands.filter(due_at__lte=now).values_list("stop").annotate(Count("pk")).order_by())
    )
    for stop in Stop.objects.exclude(state=Stop.State.FINISHED).select_related("center"):
        row = counted.get(stop.pk, {"new": 0, "drafts": 0})
        days = (
            (timezone.localdate(stop.closes_at) - timezone.localdate(now)).days
            if stop.takes_applications
            else None
        )
        begun = row["drafts"] if days is not None else 0
        yield Morning(
            stop, row["new"], begun, days, unread[stop.pk], parked[stop.pk], by_hand[stop.pk]
        )


def yesterday(now: datetime) -> datetime:
    """Eight in the morning of the working day before."""
    day = timezone.localdate(now) - timedelta(days=1)
    while day.weekday() >= SATURDAY:
        day -= timedelta(days=1)
    return timezone.make_aware(datetime.combine(day, time(8)))


def _letter(person: User, mornings: list[Morning], day: str) -> Letter:
    with translation.override(person.language):
        lines = "\n\n".join("\n".join([str(each.stop), *_lines(each)]) for each in mornings)
    return Letter(
        key=f"digest:{person.pk}:{day}",
        event="digest",
        reader=Reader.of(person),
        context={"lines": lines, "wishes": _address("messaging:wishes")},
    )


def _lines(morning: Morning) -> Iterator[str]:
    """A sentence and its link for each thing, in the language that is spoken now."""
    files = f"{_address('admin:applications_application_changelist')}/?stop={morning.stop.slug}"
    if morning.new:
        yield _counted(
            ngettext("%(count)s new application", "%(count)s new applications", morning.new),
            morning.new,
            files,
        )
    if morning.drafts:
        said = ngettext(
            "%(count)s is being filled in", "%(count)s are being filled in", morning.drafts
        )
        yield _counted(said, morning.drafts, _address("desk:home"))
    if morning.days is not None:
        said = ngettext(
            "%(count)s day until the close", "%(count)s days until the close", morning.days
        )
        yield said % {"count": morning.days} if morning.days else _("Applications close today")
    if morning.unread:
        said = ngettext(
            "%(count)s unread conversation", "%(count)s unread conversations", morning.unread
        )
        yield _counted(said, morning.unread, _address("messaging:threads"))
    if morning.by_hand:
        said = ngettext(
            "%(count)s message to send by hand",
            "%(count)s messages to send by hand",
            morning.by_hand,
        )
        yield _counted(said, morning.by_hand, _address("messaging:by_hand"))
    if morning.parked:
        said = ngettext(
            "%(count)s message that may not have arrived",
            "%(count)s messages that may not have arrived",
            morning.parked,
        )
        yield _counted(said, morning.parked, _address("messaging:queue"))


def _counted(sentence: str, count: int, link: str) -> str:
    return f"{sentence % {'count': count}}\n{link}"


def _address(name: str) -> str:
    return absolute(reverse(name))
