"""The people of a group: each once, how and in which language each is reached, who is left out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.functions import Coalesce, Lower
from django.utils.translation import gettext_lazy as _

from applications.mails import form_link, private_link, public_link
from applications.models import Application
from messaging.actions.letters import Reader, channel_for
from messaging.channels.base import Channel, channels
from messaging.http.links import harmless
from messaging.models import OptOut, Preference
from people.models import Consent, ConsentText, User

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desk.broadcasts.filters import Choosing
    from programs.models import Stop

LANGUAGES = [code for code, _name in settings.LANGUAGES]


class Why(models.TextChoices):
    """Why somebody who matches the filters is not written to."""

    SENT = "sent", _("application sent meanwhile")
    NOWHERE = "nowhere", _("neither telephone nor e-mail")
    REFUSED = "refused", _("refusal of all messages")
    ONLY_NEEDED = "only_needed", _("wish for what is needed only")
    NO_CONSENT = "no_consent", _("no agreement to reminders, and no e-mail")


@dataclass(frozen=True, slots=True)
class Member:
    """One person of the group, by their newest candidacy; without an account until it is sent."""

    application: int
    person: int | None
    name: str
    reference: str
    token: str
    reader: Reader
    channel: Channel

    @property
    def key(self) -> str:
        """What names this person in the key of a message."""
        return f"person:{self.person}" if self.person else f"draft:{self.application}"

    @property
    def addressee(self) -> Reader:
        """The reader of a letter to them, with their account."""
        return replace(self.reader, person=User(pk=self.person) if self.person else None)

    def link(self, stop: Stop) -> str:
        """The URL of their own page; a public one where it is sent by hand.

        Nobody but the person holds the private one.
        """
        if self.channel.by_hand:
            return public_link(stop) if self.person else form_link(stop)
        before, after = _around_token()
        return f"{before}{self.token}{after}"

    def context(self, stop: Stop) -> dict[str, str]:
        """What the placeholders stand for when this person reads."""
        spoken = getattr(stop, f"name_{self.reader.language}") or stop.name
        # Only the name: the rest of the text is from staff, who may name a URL.
        name = harmless(self.name, typed=[self.name])
        return {"name": name, "reference": self.reference, "stop": spoken, "link": self.link(stop)}


@dataclass(frozen=True)
class Audience:
    """Who is written to, newest candidacy first, and how many are not."""

    members: list[Member]
    left_out: Counter[str]
    by_email: int  # who did not agree to reminders on their telephone, and is written to by e-mail

    def __len__(self) -> int:
        return len(self.members)

    @property
    def languages(self) -> dict[str, int]:
        """How many read each language, those that somebody reads."""
        read = Counter(member.reader.language for member in self.members)
        return {code: read[code] for code in LANGUAGES if read[code]}

    @property
    def channels(self) -> dict[str, int]:
        """How many are reached in each way, by its name."""
        counted = Counter(member.channel for member in self.members)
        return {
            str(channel.label): counted[channel]
            for channel in channels().values()
            if counted[channel]
        }

    @property
    def excluded(self) -> dict[str, int]:
        """How many are left out for each reason, in words."""
        return {str(why.label): self.left_out[why] for why in Why if self.left_out[why]}


def audience(choosing: Choosing) -> Audience:
    """The group that was chosen, in one statement.

    A person with several files, or several forms begun, counts once.
    """
    members, left_out, by_email = [], Counter[str](), 0
    for row in _newest(_rows(choosing), drafts=choosing.drafts):
        reason = _reason(row, drafts=choosing.drafts)
        silent = not (choosing.drafts or row["agrees"])
        member = None if reason else _member(row, phone="" if silent else row["to_phone"])
        if member:
            members.append(member)
            by_email += silent and bool(row["to_phone"])
        else:
            left_out[reason or (Why.NO_CONSENT if silent and row["to_phone"] else Why.NOWHERE)] += 1
    return Audience(members, left_out, by_email)


def _rows(choosing: Choosing) -> Iterable[dict[str, Any]]:
    """One row per candidacy: where its person is reached, by their account, else by the form."""
    refusals = OptOut.objects.filter(lifted_at=None)
    agreed = Consent.objects.live().filter(
        person=OuterRef("applicant"),
        stop=OuterRef("stop"),
        text__purpose=ConsentText.Purpose.REMINDERS,
    )
    rows = choosing.narrow().annotate(
        to_phone=Coalesce("applicant__phone", "phone"),
        to_email=Lower(Coalesce("applicant__email", "email")),
    )
    rows = rows.annotate(
        agrees=Exists(agreed),
        refused=Exists(refusals.filter(address=OuterRef("to_phone")))
        | Exists(refusals.filter(address=OuterRef("to_email"))),
        finished=_finished() if choosing.drafts else Value(value=False),
        speaks=Coalesce("applicant__language", "language"),
        only_needed=F("applicant__preference__only_needed"),
        wish=F("applicant__preference__channel"),
    )
    columns = ("pk", "applicant", "name", "reference", "token", "to_phone", "to_email", "speaks")
    candidacies: Iterable[dict[str, Any]] = rows.order_by("-pk").values(
        *columns, "agrees", "refused", "finished", "only_needed", "wish"
    )
    return candidacies


def _finished() -> Q:
    """Whether the same phone or e-mail has sent an application to the stop.

    Then the form was filled in twice, and sent once.
    """
    sent = Application.objects.received().filter(stop=OuterRef("stop"))
    by_phone = Exists(sent.filter(phone__gt="", phone=OuterRef("phone")))
    return by_phone | Exists(sent.filter(email__gt="", email=OuterRef("email")))


def _newest(rows: Iterable[dict[str, Any]], *, drafts: bool) -> Iterable[dict[str, Any]]:
    """The first row of each person: of each account, else of each telephone or e-mail."""
    seen = set()
    for row in rows:
        draft = row["to_phone"] or row["to_email"] or row["pk"]
        identity = draft if drafts else row["applicant"]
        if identity not in seen:
            seen.add(identity)
            yield row


def _reason(row: dict[str, Any], *, drafts: bool) -> str:
    """Why this person is not written to at all; empty when there may be a way."""
    if drafts and row["finished"]:
        return Why.SENT
    if not row["to_phone"] and not row["to_email"]:
        return Why.NOWHERE
    if row["refused"]:
        return Why.REFUSED
    return Why.ONLY_NEEDED if row["only_needed"] else ""


@cache
def _wish(channel: str) -> Preference:
    """Somebody's wish to be written to on this channel: thousands share one."""
    return Preference(channel=channel)


@cache
def _around_token() -> tuple[str, str]:
    """What stands before and after the secret of a private link; the same for everybody."""
    place = "PLACE"
    before, _place, after = private_link(Application(token=place)).partition(place)
    return before, after


def _member(row: dict[str, Any], *, phone: str) -> Member | None:
    """The person as they are written to; None where no channel leads to them."""
    reader = Reader(person=None, phone=phone, email=row["to_email"] or "", language=row["speaks"])
    channel = channel_for(reader, _wish(row["wish"] or ""))
    if channel is None:
        return None
    return Member(
        application=row["pk"],
        person=row["applicant"],
        name=row["name"],
        reference=row["reference"] or "",
        token=row["token"],
        reader=reader,
        channel=channel,
    )
