"""Who may have which slot: every refusal is a sentence, and its code says which."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from coaching.booking.caps import has_room
from coaching.booking.rules import has_all, must_call_first, rules_of
from coaching.models import CALLED, Expert, ExpertTheme, Slot
from core.composed import Composed, slot
from people.busy import when_busy

if TYPE_CHECKING:
    from people.models import Participation, User
    from programs.models import Theme

HELPS = Composed(
    lambda: ExpertTheme.objects.filter(expert=slot("expert"), theme=slot("theme")).only("pk")
)


def by_team(by: User | None, person: int | None) -> bool:
    """Whether somebody of the team does it, for this person."""
    return by is not None and by.pk != person


def refuse_when_gone(at: Slot) -> None:
    """Raise ValidationError('begun'), 'closed', 'paused' or 'taken'."""
    if at.starts_at <= timezone.now():
        raise begun()
    if at.state == Slot.State.CLOSED:
        raise ValidationError(_("This time is not offered any more."), code="closed")
    if at.expert.state != Expert.State.ACTIVE:
        raise ValidationError(_("This expert takes no sessions now."), code="paused")
    if not at.free:
        raise taken()


def refuse_when_late(at: Slot) -> None:
    """Raise ValidationError('notice') when the expert's notice for this slot has begun."""
    if at.starts_at <= timezone.now() + timedelta(hours=at.expert.notice):
        sentence = _(
            "It is too late for that on this page: the expert is getting ready. Please ask the "
            "center."
        )
        raise ValidationError(sentence, code="notice")


def refuse_when_not_for(at: Slot, participation: Participation, theme: Theme) -> None:
    """Raise ValidationError('not-here') or 'theme': neither depends on who has what now."""
    if participation.stop_id != at.stop_id:
        raise ValidationError(_("This time is for people of another stop."), code="not-here")
    fits = not at.theme_id or at.theme_id == theme.pk
    if not fits or HELPS.row({"expert": at.expert_id, "theme": theme.pk}) is None:
        raise ValidationError(_("This expert does not help with this theme."), code="theme")


def refuse_when_unreachable(at: Slot, mode: str, phone: str) -> None:
    """Raise ValidationError('mode') or 'phone': how they would meet."""
    if mode not in at.modes:
        sentence = _("At this time you cannot meet in this way. Please choose another.")
        raise ValidationError(sentence, code="mode")
    if mode in CALLED and not phone:
        sentence = _("Please give the number at which the expert calls you.")
        raise ValidationError(sentence, code="phone")


def refuse_when_many(participation: Participation, *, but: int | None = None) -> None:
    """Raise ValidationError('cap') or 'call-first': what the stop has set for everybody."""
    rules = rules_of(participation.stop_id)
    if has_all(participation, rules, but=but):
        sentence = _("You have as many sessions as one person can have at this stop.")
        raise ValidationError(sentence, code="cap")
    if must_call_first(participation):
        sentence = _(
            "Some of your sessions did not take place. Please speak with the center first: "
            "together we find a time that suits you."
        )
        raise ValidationError(sentence, code="call-first")


def refuse_when_busy(at: Slot, person: int, *, but: int | None = None) -> None:
    """Raise ValidationError('clash') for the person, 'taken' for the expert, in whichever room.

    `but` is a session of theirs that goes away from its hour; others at the same table are no clash
    of the expert. Both people are held by the caller, so that what is read here stays true.
    """
    expert = at.expert.user_id
    people = [person, *([expert] if expert else [])]
    beside = at.bookings.values_list("pk", flat=True) if at.seats > 1 else ()
    table = {f"session {pk}" for pk in beside}
    for each in when_busy(people, at.starts_at, at.ends_at):
        if each.about == f"session {but}":
            continue
        if each.person == person:
            sentence = _("You have something else at this hour: %(title)s.")
            raise ValidationError(sentence, code="clash", params={"title": each.title})
        if each.about not in table:
            raise taken()
    if not has_room(at, but=but):
        sentence = _("This expert has as many sessions then as they can hold.")
        raise ValidationError(sentence, code="taken")


def taken() -> ValidationError:
    """That somebody else has it."""
    return ValidationError(_("Somebody else has just taken this time."), code="taken")


def begun() -> ValidationError:
    """That the hour has come."""
    return ValidationError(_("This time has begun already."), code="begun")


def moved_on() -> ValidationError:
    """That the session is not where the page showed it any more."""
    return ValidationError(
        _("This has changed meanwhile. Please look at the page again."), code="moved"
    )
