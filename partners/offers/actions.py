"""The life of an offer: proposed, taken back, accepted, declined, and undone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.lives import origins
from core.spoken import LANGUAGES
from partners.models import Offer
from partners.offers import letters
from partners.offers.making import made_of, unmake

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from partners.access import Place
    from people.models import User

State = Offer.State
OF = ("by_id", "stop_id", "partner_id")
MADE = ("workshop", "expert", "single_day", "gave_role")
NEEDED = ("ar", "fr")  # the languages in which a team publishes; English where somebody writes it


@transaction.atomic
def propose(place: Place, values: Mapping[str, Any], *, by: User, key: UUID) -> Offer:
    """Propose something to a stop. The same form sent twice is one offer.

    Raises ValidationError('key') where it was sent before with something else in it.
    """
    columns = {name: value for name, value in values.items() if name != "provinces"}
    new = Offer(stop=place.stop, partner=place.partner, by=by, key=key, **columns)
    Offer.objects.bulk_create([new], ignore_conflicts=True)  # a double click: one is kept
    offer = Offer.objects.get(key=key)
    if offer.proposed_at == new.proposed_at:
        offer.provinces.set(values["provinces"])
        return offer
    same = all(
        (getattr(offer, name) or "") == (getattr(new, name) or "") for name in [*OF, *columns]
    )
    if not same or {*offer.provinces.all()} != {*values["provinces"]}:
        raise ValidationError(_("This form was sent already. Please begin a new one."), code="key")
    return offer


@transaction.atomic
def take_back(offer: Offer) -> Offer:
    """Take back what nobody has answered. Raises ValidationError('state')."""
    return _moved(_locked(offer), State.WITHDRAWN)


@transaction.atomic
def accept(offer: Offer, texts: Mapping[str, str], *, by: User) -> Offer:
    """Make what was offered, in the words of the team, and tell the partner.

    Raises ValidationError: 'state' when somebody was faster, 'lacks' without the words in Arabic
    and French, by field what speaks against the time.
    """
    row = _locked(offer)
    _refuse(row, State.ACCEPTED)
    for name, words in texts.items():
        setattr(row, name, words)
    lacking = [code for code in NEEDED if not getattr(row, f"title_{code}")]
    if lacking:
        said = _("Please write the title in this language.")
        raise ValidationError({f"title_{code}": said for code in lacking}, code="lacks")
    for name, made in made_of(row, by=by).items():
        setattr(row, name, made)
    _moved(row, State.ACCEPTED, by=by)
    letters.tell(row, "offer_accepted")
    return row


@transaction.atomic
def decline(offer: Offer, *, reason: str, by: User) -> Offer:
    """Say no, with the reason that the partner reads. Raises ValidationError('state')."""
    row = _locked(offer)
    row.reason = reason
    _moved(row, State.DECLINED, by=by)
    letters.tell(row, "offer_declined")
    return row


@transaction.atomic
def undo(offer: Offer) -> Offer:
    """Let it wait for an answer again, as long as nothing of it is public.

    Raises ValidationError: 'public', or 'state' when it waits already.
    """
    row = _locked(offer)
    _refuse(row, State.PROPOSED)
    unmake(row)
    for name in MADE:
        setattr(row, name, None)
    row.is_new_expert, row.reason = False, ""
    _moved(row, State.PROPOSED)
    letters.hush(row)
    return row


def texts_of(offer: Offer) -> dict[str, str]:
    """Its title and words in each language, empty where the partner wrote none."""
    names = [f"{field}_{code}" for field in ("title", "words") for code in LANGUAGES]
    return {name: getattr(offer, name) or "" for name in names}


def _locked(offer: Offer) -> Offer:
    rows = Offer.objects.select_for_update(of=["self"])
    return rows.select_related("stop__center", "partner", "theme", "by").get(pk=offer.pk)


def _refuse(row: Offer, to: State) -> None:
    if row.state not in origins(Offer.MOVES, to):
        raise ValidationError(_("A colleague was faster: please look again."), code="state")


def _moved(row: Offer, to: State, *, by: User | None = None) -> Offer:
    """Move a locked row, with what was written into it."""
    _refuse(row, to)
    row.state, row.version = to, row.version + 1
    row.answered_by, row.answered_at = by, timezone.now() if by else None
    row.save()
    return row
