"""The life of an expert: asks to help, is checked, signs, helps, pauses, comes back, leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from coaching.hours import letters
from coaching.hours.slots import make_slots
from coaching.models import Booking, Charter, CharterSigned, Expert, ExpertTheme, OutsideCalendar
from core.language import language_of_page
from core.lives import move
from core.locks import patient
from core.spoken import LANGUAGES
from people.actions import invite
from people.models import Membership
from people.roles import Role
from programs.models import Center

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from people.models import User
    from programs.models import Theme

State = Expert.State


@patient
def ask(center: Center, values: Mapping[str, Any]) -> Expert:
    """Somebody asks to help. Asked again from the same address, the newer words count."""
    Center.objects.select_for_update(no_key=True).get(pk=center.pk)  # a double click: one asks
    known = Expert.objects.filter(center=center, email=values["email"], state=State.ASKED).first()
    asked = {"asked_at": timezone.now(), "written_in": language_of_page()}
    expert = keep(known or Expert(center=center), {**values, **asked})
    if known is None:
        letters.tell(expert, "expert_asked")
    return expert


@patient
def keep(expert: Expert, values: Mapping[str, Any]) -> Expert:
    """Keep what was typed of an expert: columns, themes with their lengths, provinces."""
    typed = dict(values)
    themes: Mapping[Theme, int | None] = typed.pop("themes")
    provinces = typed.pop("provinces")
    for name, value in typed.items():
        setattr(expert, name, value)
    expert.save()
    expert.provinces.set(provinces)
    ExpertTheme.objects.filter(expert=expert).exclude(theme__in=list(themes)).delete()
    for theme, minutes in themes.items():
        ExpertTheme.objects.update_or_create(
            expert=expert, theme=theme, defaults={"minutes": minutes}
        )
    if expert.state in {State.ACTIVE, State.PAUSED}:
        make_slots(expert)
    return expert


@patient
def check(expert: Expert, *, by: User) -> Expert:
    """Take somebody on: an account with the role, and a letter that leads to the charter.

    Raises ValidationError: 'email' without an address, 'role' beyond one's own rights.
    """
    if not expert.email:
        raise ValidationError(_("Please write down an e-mail address first."), code="email")
    _move(expert, State.CHECKED)
    known = Membership.objects.filter(
        user__email=expert.email.lower(), role=Role.EXPERT, center=expert.center
    ).first()
    membership = known or invite(
        name=expert.name,
        email=expert.email,
        language=expert.written_in,
        role=Role.EXPERT,
        center=expert.center,
        partner=None,
        by=by,
    )
    if Expert.objects.filter(center=expert.center, user=membership.user).exclude(pk=expert.pk):
        raise ValidationError(_("This account is an expert here already."), code="account")
    expert.user = membership.user
    expert.save(update_fields=["user"])
    letters.tell(expert, "expert_checked")
    return expert


@patient
def refuse(expert: Expert) -> Expert:
    """Thank somebody whom the team does not take on."""
    _move(expert, State.REFUSED)
    letters.tell(expert, "expert_refused")
    return expert


@patient
def sign(expert: Expert, charter: Charter, *, language: str) -> Expert:
    """Sign the charter in force: the version and the hour are kept. Idempotent.

    Raises ValidationError('reworded') when another version is in force now.
    """
    if charter_of(expert.center) != charter:
        raise ValidationError(_("The text has changed. Please read it again."), code="reworded")
    CharterSigned.objects.get_or_create(
        expert=expert, charter=charter, defaults={"language": language}
    )
    if expert.state == State.CHECKED:
        _move(expert, State.ACTIVE)
        make_slots(expert)
    return expert


@patient
def word_charter(center: Center, texts: Mapping[str, str]) -> Charter:
    """Put a new wording in force: the old ones stay, and whoever helps is asked to sign again."""
    Center.objects.select_for_update(no_key=True).get(pk=center.pk)  # one version at a time
    last = Charter.objects.filter(center=center).order_by("-version").first()
    words = {f"text_{code}": texts[f"text_{code}"] for code in LANGUAGES}
    if last and all(getattr(last, name) == value for name, value in words.items()):
        return last
    charter = Charter.objects.create(
        center=center, version=(last.version if last else 0) + 1, **words
    )
    for expert in Expert.objects.filter(center=center, state__in=(State.ACTIVE, State.PAUSED)):
        letters.tell(expert, "charter_new", version=charter.version)
    return charter


@patient
def pause(expert: Expert) -> Expert:
    """Stop for a while: free slots close, what is booked stands until it is moved."""
    _move(expert, State.PAUSED)
    make_slots(expert)
    return expert


@patient
def resume(expert: Expert) -> Expert:
    """Come back from a pause, or after having left.

    Raises ValidationError: 'charter' unsigned, 'forgotten' for who comes as somebody new.
    """
    if expert.user_id is None:
        sentence = _("What was known of this person is forgotten: please add them anew.")
        raise ValidationError(sentence, code="forgotten")
    if not has_signed(expert):
        raise ValidationError(_("The charter in force is not signed yet."), code="charter")
    _move(expert, State.ACTIVE)
    make_slots(expert)
    return expert


@patient
def leave(expert: Expert) -> Expert:
    """End the help of an expert, and forget the address of their own calendar.

    What is booked is handed over by `handing.leave`.
    """
    _move(expert, State.LEFT)
    OutsideCalendar.objects.filter(expert=expert).delete()
    Booking.objects.filter(beside=expert, state__in=Booking.TAKING).update(beside=None)
    make_slots(expert)
    return expert


@patient
def plan_beside(expert: Expert, *, colleague: User | None, at: datetime | None) -> Expert:
    """Say who sits beside at the first session, and once it was held, when that was."""
    expert.shadowed_by, expert.shadowed_at = colleague, at
    expert.save(update_fields=["shadowed_by", "shadowed_at"])
    return expert


def charter_of(center: Center) -> Charter | None:
    """The wording in force."""
    return Charter.objects.filter(center=center, since__lte=timezone.now()).first()


def has_signed(expert: Expert) -> bool:
    """Whether an expert signed the wording in force, if there is one."""
    newest = Charter.objects.filter(center=expert.center_id).aggregate(newest=Max("version"))
    version = newest["newest"]
    return version is None or expert.signed.filter(charter__version=version).exists()


def _move(expert: Expert, to: Expert.State) -> None:
    """One conditional UPDATE. Raises ValidationError('state') when the row is elsewhere."""
    if not move(Expert.objects.filter(pk=expert.pk), Expert.MOVES, to):
        raise ValidationError(_("A colleague was faster: please look again."), code="state")
    expert.state = to
