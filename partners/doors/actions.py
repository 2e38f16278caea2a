"""A door is opened and closed by its person alone; its partner answers while it stands open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from core.lives import move
from partners.access import receiving
from partners.doors import letters
from partners.doors.showing import ALL, needs_of
from partners.models import DoorPass, DoorText, Profile, Referral, ReferralReading
from people.models import Participation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from people.models import User
    from programs.models import Partner, Theme

State = Referral.State


@transaction.atomic
def open_door(participation: Participation, partner: Partner, *, text: DoorText) -> Referral:
    """Let a partner read what `text` and its page list. Idempotent: an open door stays as it is.

    Raises ValidationError: 'partner' where nobody would read it, 'reworded' when the person has
    read an older text.
    """
    Participation.objects.select_for_update(of=["self"]).get(pk=participation.pk)
    if known := _open(participation, partner):
        return known
    if not receiving(participation.stop).filter(pk=partner.pk).exists():
        said = _("Nobody reads files there at the moment. Our team can help you.")
        raise ValidationError(said, code="partner")
    if text != DoorText.in_force():
        raise ValidationError(_("The text has changed. Please read it again."), code="reworded")
    return Referral.objects.create(
        participation=participation,
        partner=partner,
        theme=theme_for(participation, partner),
        text=text,
        shows=list(ALL),
    )


@transaction.atomic
def close_door(referral: Referral) -> bool:
    """Let the partner see nothing any more, and forget what it noted; whether that was news.

    What has not left of its answers is not written any more.
    """
    still = Referral.objects.open_doors().filter(pk=referral.pk)
    if not still.update(revoked_at=timezone.now(), note=""):
        return False
    DoorPass.objects.filter(referral=referral).delete()
    letters.hush(referral)
    return True


@transaction.atomic
def answer(referral: Referral, to: State, *, by: User, version: int, reason: str = "") -> Referral:
    """Say what becomes of somebody, and tell them. `version` is the one that `by` has seen.

    Raises ValidationError: 'reason' when a no does not say why, 'state' when somebody was faster,
    or the door was closed meanwhile.
    """
    if to == State.REFUSED and not reason:
        raise ValidationError({"reason": _("Please say why: they read it.")}, code="reason")
    seen = Referral.objects.open_doors().filter(pk=referral.pk, version=version)
    done = move(
        seen,
        Referral.MOVES,
        to,
        reason=reason if to == State.REFUSED else "",
        answered_by=by,
        answered_at=Coalesce(F("answered_at"), timezone.now()),
        version=F("version") + 1,
    )
    if not done:
        said = _("It has changed meanwhile: a colleague answered, or the door was closed.")
        raise ValidationError(said, code="state")
    referral.refresh_from_db()
    letters.tell(referral)
    return referral


def keep_note(referral: Referral, words: str) -> bool:
    """Keep what the partner notes for itself, while the door is open; whether it is."""
    return bool(Referral.objects.open_doors().filter(pk=referral.pk).update(note=words))


@transaction.atomic
def write_text(words: Mapping[str, str], *, seen: int) -> DoorText:
    """Put a new version of the text in force; what people agreed to before stays as it was.

    `words` are the whole text by language. `seen` is the version that its writer has read. Raises
    ValidationError: 'state' when somebody was faster, 'same' when nothing is new.
    """
    list(DoorText.objects.select_for_update().filter(version=seen))  # one writer after another
    last = DoorText.in_force()  # asked after the wait: a statement reads what stood at its start
    if last is None or last.version != seen:
        said = _("Somebody has written a new version meanwhile. Please read it first.")
        raise ValidationError(said, code="state")
    spoken = {f"text_{language}": text for language, text in words.items()}
    if all(getattr(last, field) == text for field, text in spoken.items()):
        raise ValidationError(_("These are the words that are in force already."), code="same")
    return DoorText.objects.create(version=last.version + 1, **spoken)


def log_reading(referral: Referral, by: User) -> None:
    """Write down that somebody of the partner looks."""
    ReferralReading.objects.create(referral=referral, by=by)


def make_pass(referral: Referral) -> DoorPass:
    """A new code for a stand; older ones of this door end."""
    with transaction.atomic():
        DoorPass.objects.filter(referral=referral).delete()
        return DoorPass.objects.create(referral=referral)


def use_pass(own: DoorPass) -> bool:
    """Use a code; whether it was still unused."""
    unused = DoorPass.objects.filter(pk=own.pk, used_at__isnull=True)
    return bool(unused.update(used_at=timezone.now()))


def theme_for(participation: Participation, partner: Partner) -> Theme | None:
    """For what the door is opened: the greatest need that the partner helps with, or of all.

    None for somebody of whom no need is known.
    """
    needs = needs_of(participation)
    own = Profile.objects.filter(partner=partner, center=participation.stop.center_id).first()
    helps = set(own.themes.all()) if own else set()
    return next((theme for theme in needs if theme in helps), needs[0] if needs else None)


def _open(participation: Participation, partner: Partner) -> Referral | None:
    doors = Referral.objects.open_doors()
    return doors.filter(participation=participation, partner=partner).first()
