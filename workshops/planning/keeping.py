"""From a typed form to a kept workshop: what is made in place, and refusals beside their fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.locks import patient
from core.spoken import LANGUAGES
from workshops.models import Series, Trainer, Venue, Workshop
from workshops.planning import actions, cautions
from workshops.seats.locking import locked

if TYPE_CHECKING:
    from people.models import User
    from programs.models import Stop
    from workshops.planning.cautions import Caution
    from workshops.planning.forms import WorkshopForm
    from workshops.planning.timed import Timed

CHANGED = "changed"  # since the form was opened


def kept(form: WorkshopForm, stop: Stop, workshop: Workshop | None, *, by: User) -> Workshop | None:
    """The workshop as it was typed, or None when it is refused: `form` then says where and why."""
    try:
        return _keep(form, stop, workshop, by)
    except ValidationError as refusal:
        refuse(form, refusal)
    return None


def looked_at(
    form: WorkshopForm, stop: Stop, workshop: Workshop | None, *, by: User
) -> list[Caution]:
    """What speaks against the time that was typed; nothing is kept of it."""
    try:
        return _looked_at(form, stop, workshop, by)
    except ValidationError as refusal:
        refuse(form, refusal)
    return []


def refuse(form: Any, refusal: ValidationError) -> None:
    """Say each sentence beside its field; where a form asks for no such field, at its day."""
    if getattr(refusal, "code", "") == CHANGED:
        form.data = form.data.copy()
        form.data["seen"] = form.mark_of(Workshop.objects.get(pk=form.instance.pk))
    if not hasattr(refusal, "error_dict"):
        form.add_error(None, refusal)
        return
    for field, errors in refusal.error_dict.items():
        form.add_error(field if field in form.fields else "starts_on", errors)


@patient
def moved(form: Timed, workshop: Workshop, *, by: User) -> Workshop:
    """Hold it at the time that was typed. Raises ValidationError as `actions.move` does."""
    _refuse_when_changed(form, workshop)
    times = ("starts_on", "starts_clock", "minutes")
    return actions.move(workshop, by=by, **{name: form.cleaned_data[name] for name in times})


def _refuse_when_changed(form: Timed, workshop: Workshop) -> None:
    """Lock it; raise ValidationError('changed') when it is not what the form was opened with."""
    seen = form.cleaned_data["seen"]
    if seen and seen != form.mark_of(locked(workshop.pk)):
        sentence = _(
            "This workshop has changed meanwhile, perhaps by a colleague. Pressing once more "
            "replaces it by what stands here."
        )
        raise ValidationError(sentence, code=CHANGED)


@patient
def _looked_at(
    form: WorkshopForm, stop: Stop, workshop: Workshop | None, by: User
) -> list[Caution]:
    found = cautions.of_workshop(_keep(form, stop, workshop, by))
    transaction.set_rollback(True)
    return found


@patient
def _keep(form: WorkshopForm, stop: Stop, workshop: Workshop | None, by: User) -> Workshop:
    key = None if workshop else form.cleaned_data["key"]
    if key and (known := actions.made_by(key, stop)):
        return known
    values = form.values() | _made_in_place(form.cleaned_data, stop)
    if workshop is None:
        return actions.make(stop, {**values, "form_key": key})
    _refuse_when_changed(form, workshop)
    return actions.change(workshop, values, by=by)


def _made_in_place(typed: dict[str, Any], stop: Stop) -> dict[str, Any]:
    """The trainer, room and series that were typed instead of chosen, once each."""
    made: dict[str, Any] = {}
    if name := typed.get("new_trainer"):
        about = {"center": stop.center, "partner": typed.get("new_partner")}
        made["trainers"] = [*typed["trainers"], Trainer.objects.create(**about, **_named(name))]
    if name := typed.get("new_venue"):
        seats = typed["new_venue_seats"]
        made["venue"] = Venue.objects.create(center=stop.center, seats=seats, **_named(name))
    if name := typed.get("new_series"):
        titles = {f"title_{code}": name for code in LANGUAGES}
        made["series"] = Series.objects.create(stop=stop, **titles)
    return made


def _named(name: str) -> dict[str, str]:
    """The same name in every language: it is put right on a page of its own."""
    return {f"name_{code}": name for code in LANGUAGES}
