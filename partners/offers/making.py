"""What an accepted offer becomes: the draft of a workshop, or an expert and a day of theirs."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from coaching.hours import lives
from coaching.hours.slots import make_slots
from coaching.models import CALLED, Expert, Mode, SingleDay
from core.spoken import LANGUAGES
from messaging.actions.outbox import drop
from messaging.models import Message
from people.models import Membership
from people.roles import Role
from workshops.models import Trainer, Venue, Workshop
from workshops.planning.actions import make, remove

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from partners.models import Offer
    from people.models import User

LONGEST_NAME = 80  # letters of the name of a room
AT_WORK = (Expert.State.CHECKED, Expert.State.ACTIVE, Expert.State.PAUSED)


def made_of(offer: Offer, *, by: User) -> dict[str, Any]:
    """Make it; the columns by which the offer finds it again.

    Raises ValidationError when a trainer is taken meanwhile, or an expert cannot be asked.
    """
    if offer.kind == offer.Kind.TRAINING:
        return {"workshop": make(offer.stop, _values(offer))}
    held = set(_roles(offer).values_list("pk", flat=True))
    expert, is_new = _expert(offer, by=by)
    given = _roles(offer).exclude(pk__in=held).first()
    day = _day(offer, expert) if offer.kind == offer.Kind.DAY else None
    made = {"expert": expert, "is_new_expert": is_new, "gave_role": given}
    return {**made, "single_day": day}


def unmake(offer: Offer) -> None:
    """Take it out again. Raises ValidationError('public') once anybody can see it."""
    if offer.workshop:
        _unmake_workshop(offer.workshop)
    if offer.expert:
        _unmake_expert(offer, offer.expert)


def is_public(offer: Offer) -> bool:
    """Whether what became of it can be seen by everybody, so that it is not undone any more."""
    if offer.workshop and offer.workshop.state != Workshop.State.DRAFT:
        return True
    return bool(offer.expert and offer.expert.state != Expert.State.CHECKED)


def _values(offer: Offer) -> dict[str, Any]:
    """The columns of the workshop, its room, its trainer, and for whom it is."""
    return {
        "theme": offer.theme,
        **{f"title_{code}": getattr(offer, f"title_{code}") or "" for code in LANGUAGES},
        **{f"description_{code}": getattr(offer, f"words_{code}") or "" for code in LANGUAGES},
        "starts_on": offer.starts_on,
        "starts_clock": offer.starts_clock,
        "minutes": offer.minutes,
        "capacity": offer.seats,
        "way": offer.way,
        "venue": _venue(offer),
        "trainers": [_trainer(offer)],
        "for_themes": [offer.theme],
        "for_provinces": list(offer.provinces.all()),
        "for_kinds": offer.kinds,
    }


def _venue(offer: Offer) -> Venue | None:
    """The room that was written down, where people come; once for each name."""
    if offer.way == Workshop.Way.ONLINE or not offer.place:
        return None
    name = offer.place[:LONGEST_NAME]
    known = Venue.objects.filter(center=offer.stop.center, name_ar=name).first()
    names = {f"name_{code}": name for code in LANGUAGES}
    return known or Venue.objects.create(center=offer.stop.center, seats=offer.seats, **names)


def _trainer(offer: Offer) -> Trainer:
    """Who leads it, as a speaker of the partner; once for each name."""
    own = {"center": offer.stop.center, "partner": offer.partner}
    known = Trainer.objects.filter(**own, name_ar=offer.leader).first()
    names = {f"name_{code}": offer.leader for code in LANGUAGES}
    return known or Trainer.objects.create(**own, **names)


def _unmake_workshop(workshop: Workshop) -> None:
    try:
        remove(workshop)
    except ValidationError as refusal:
        raise _public() from refusal


def _roles(offer: Offer) -> QuerySet[Membership]:
    """The roles of an expert here that whoever reads this address has."""
    own = {"role": Role.EXPERT, "center": offer.stop.center_id}
    return Membership.objects.filter(**own, user__email__iexact=offer.email)


def _expert(offer: Offer, *, by: User) -> tuple[Expert, bool]:
    """Whoever helps with this address already, or a new one, who is told how to sign in."""
    center = offer.stop.center
    known = Expert.objects.filter(
        center=center, email__iexact=offer.email, state__in=AT_WORK
    ).first()
    if known:
        return known, False
    names = {f"name_{code}": offer.leader for code in LANGUAGES}
    said = {f"headline_{code}": getattr(offer, f"title_{code}") or "" for code in LANGUAGES}
    values = {**names, **said, "email": offer.email, "themes": {offer.theme: None}}
    expert = lives.keep(Expert(center=center), {**values, "provinces": offer.provinces.all()})
    return lives.check(expert, by=by), True


def _day(offer: Offer, expert: Expert) -> SingleDay:
    """The hours that were offered: cut into sessions once the expert has signed."""
    assert offer.starts_on is not None  # noqa: S101  kept by the database
    assert offer.starts_clock is not None  # noqa: S101
    starts = datetime.combine(offer.starts_on, offer.starts_clock)
    ends = starts + timedelta(minutes=offer.minutes)
    if ends.date() != starts.date():
        said = _("A day of appointments ends before midnight.")
        raise ValidationError({"minutes": said}, code="midnight")
    at_center = offer.way == Workshop.Way.ON_SITE
    day = SingleDay.objects.create(
        expert=expert,
        stop=offer.stop,
        day=offer.starts_on,
        starts=starts.time(),
        ends=ends.time(),
        theme=offer.theme,
        place=offer.place,
        modes=[Mode.CENTER] if at_center else [*CALLED, Mode.VIDEO],
    )
    if expert.state == Expert.State.ACTIVE:
        make_slots(expert)
    return day


def _unmake_expert(offer: Offer, expert: Expert) -> None:
    """Whoever has not signed yet is as before the answer; whoever helps already is public.

    An expert and a role that this answer made are taken out, unless another offer holds them too.
    """
    if expert.state != Expert.State.CHECKED:
        raise _public()
    if offer.single_day:
        offer.single_day.delete()
    if not offer.is_new_expert:
        return
    other = type(offer).objects.filter(expert=expert).exclude(pk=offer.pk).first()
    if other:
        other.is_new_expert, other.gave_role = True, offer.gave_role
        other.save(update_fields=["is_new_expert", "gave_role"])
        return
    drop(Message.objects.filter(key__startswith=f"expert:{expert.pk}:"))
    offer.expert = None
    expert.delete()
    if offer.gave_role:
        offer.gave_role.delete()


def _public() -> ValidationError:
    said = _("It can be seen by everybody already: change or cancel it where it stands.")
    return ValidationError(said, code="public")
