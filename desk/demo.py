"""The desk of the demonstration: messages to groups, the manager's summary, notes beside files."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import F
from django.db.models.functions import Least, Now
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_noop

from applications.models import Application
from core.links import absolute
from desk.broadcasts import actions
from desk.digest import Morning, lines_of
from desk.models import Mention, Note, Opinion, Task
from messaging.health import for_hands
from messaging.models import Broadcast, Message
from messaging.words import render

if TYPE_CHECKING:
    from collections.abc import Mapping

    from people.models import User
    from programs.models import Stop

AGO = timedelta(minutes=50)
INVITATION = {
    "title_ar": "أول ورشة",
    "title_fr": "Premier atelier",
    "body_ar": "{name}: أول ورشة عن بعد يوم الخميس 18:00. {link}",
    "body_fr": "{name} : premier atelier à distance jeudi à 18:00. {link}",
}
DRAFT = {
    "title_ar": "ملفك قيد الدراسة",
    "body_ar": "طلبك {reference} قيد الدراسة. الجواب خلال أسبوع.",
}
# Of the first messages, in this order.
OUTCOMES = (("read", 40), ("delivered", 35), ("sent", 5), ("failed", 2))
NOTES = (
    "اتصلت بصاحب الملف: سيرسل السجل التجاري يوم الاثنين. @{name}",
    "المحل مفتوح، والمعدات في مكانها. @{name}",
)
TASKS = (("الاتصال بصاحب الملف", -1), ("مراجعة السجل التجاري", 0), ("زيارة المحل", 5))
OPINION = "نشاط معروف لدى الغرفة، ولا ديون مسجلة."
REFUSED = gettext_noop("The SMS gateway refused the message.")


def put_in(stop: Stop, staff: Mapping[str, User]) -> None:
    """Write to groups, the summary of this morning, and what a team writes beside files."""
    _write_to_groups(stop, by=staff["manager.fes"])
    _summary(stop, staff["manager.fes"])
    _beside_files(stop, staff["manager.fes"], staff["reviewer.fes"])


def _write_to_groups(stop: Stop, *, by: User) -> None:
    """An invitation to participants of Meknès, mostly sent; and a draft without its French."""
    draft = actions.draft(stop=stop, filters={"state": "submitted", "days": "7"}, by=by)
    actions.change(draft, **DRAFT)
    invitation = actions.draft(
        stop=stop, filters={"state": "confirmed", "province": "MA-MEK"}, by=by
    )
    actions.change(invitation, **INVITATION, wave=20, pause=15)
    seen = actions.seal(invitation, actions.group_of(invitation, stop))
    actions.start(invitation, stop=stop, by=by, seen=seen)
    _let_some_have_left(invitation)


def _let_some_have_left(broadcast: Broadcast) -> None:
    """As if it had been started a while ago."""
    Broadcast.objects.filter(pk=broadcast.pk).update(started_at=timezone.now() - AGO)
    waiting = list(
        Message.objects.filter(broadcast=broadcast)
        .order_by("due_at", "pk")
        .values_list("pk", flat=True)
    )
    before = (
        Least(F("due_at"), Now()) - AGO
    )  # also at night, when what is written waits for morning
    for state, count in OUTCOMES:
        pks, waiting = waiting[:count], waiting[count:]
        failure = REFUSED if state == "failed" else ""
        left = {"sent_at": before} if state != "failed" else {}
        Message.objects.filter(pk__in=pks).update(
            state=state, attempts=1, due_at=before, failure=failure, **left
        )


def _summary(stop: Stop, clerk: User) -> None:
    """What `clerk` finds in the mail in the morning."""
    by_hand = for_hands(Message.objects.filter(stop=stop), timezone.now()).count()
    morning = Morning(stop, new=0, drafts=0, days=None, unread=0, parked=0, by_hand=by_hand)
    with translation.override(clerk.language):
        lines = "\n".join([str(stop), *lines_of(morning)])
    context = {"lines": lines, "wishes": absolute(reverse("messaging:wishes"))}
    words = render("digest", language=clerk.language, context=context, stop=None)
    Message.objects.create(
        key=f"demo:digest:{clerk.pk}",
        event="digest",
        channel="email",
        address=clerk.email or "",
        person=clerk,
        language=clerk.language,
        subject=words.subject,
        body=words.long,
        state=Message.State.SENT,
        sent_at=timezone.now(),
        attempts=1,
    )


def _beside_files(stop: Stop, manager: User, reviewer: User) -> None:
    """Notes that name a colleague, tasks of which one is late, an opinion that came back."""
    files = Application.objects.filter(stop=stop, state=Application.State.SUBMITTED)
    today, team = timezone.localdate(), (manager, reviewer)
    for number, file in enumerate(files.order_by("pk")[:2]):
        author, named = team[number], team[1 - number]
        text = NOTES[number].format(name=named.name)
        note = Note.objects.create(application=file, author=author, text=text)
        Mention.objects.create(note=note, person=named)
        for what, days in TASKS:
            due = today + timedelta(days=days)
            Task.objects.create(application=file, text=what, to=named, by=author, due=due)
        came = {"verdict": "favourable", "remarks": OPINION, "given_at": timezone.now()}
        Opinion.objects.create(
            application=file,
            institution=("غرفة الصناعة التقليدية", "Banque populaire")[number],
            questions=["activity", "sector", "stage"],
            due=today + timedelta(days=7),
            by=author,
            **({**came, "signed": "مصلحة الدعم"} if number == 0 else {}),
        )
