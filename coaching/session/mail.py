"""A session that is logged by forwarding an e-mail: to an address of its own, by its expert."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from coaching.models import Booking, Report
from coaching.session.access import with_all
from coaching.session.reporting import write
from core.links import SignedToken
from core.writing import tidy
from messaging.filing import address_with

if TYPE_CHECKING:
    from typing import Any

    from messaging.filing import Mail
    from programs.models import Stop

# Mail servers may change the case of its letters.
MAIL = SignedToken(salt="coaching.session.mail", folded=True)
TOPICS, RESULT = 500, 3000  # letters that a report holds


def mail_address(booking: Booking) -> str:
    """Where a mail about this session is forwarded to; empty where no mail is read here."""
    return address_with(MAIL.make(booking.pk))


def file(token: str, mail: Mail) -> Stop | None:
    """Write the report of the session that `token` names, or add to it; its stop.

    None for any other token. Raises ValidationError('stranger') where it is not its expert who
    wrote, 'early' before the session, 'long' for more than a report holds: the mail is then kept
    for the team whole, where a report would hold a piece of it.
    """
    keys = MAIL.read(token)
    booking = with_all().filter(pk=keys[0]).first() if keys else None
    if booking is None:
        return None
    if mail.address not in _addresses(booking):
        raise ValidationError(_("Only the expert of a session writes its report."), code="stranger")
    write(booking, said=_said(booking, mail), by=booking.expert.user, source=Report.Source.MAIL)
    return booking.stop


def _addresses(booking: Booking) -> set[str]:
    expert = booking.expert
    own = (expert.email, expert.user.email if expert.user else "")
    return {each.lower() for each in own if each}


def _said(booking: Booking, mail: Mail) -> dict[str, Any]:
    """What a mail makes of the report: a new one, or words that are added, once."""
    text = tidy(mail.text, lines=True)
    said: dict[str, Any]
    if not hasattr(booking, "report"):
        told = {"topics": tidy(mail.subject), "result": text}
        said = {"outcome": Report.Outcome.HELD, "minutes": booking.slot.minutes, **told}
    else:
        row = booking.report
        known = f"\n\n{text}\n\n" in f"\n\n{row.result}\n\n"
        added = row.result if known else f"{row.result}\n\n{text}".strip()
        kept = {name: getattr(row, name) for name in ("outcome", "reason", "topics", "minutes")}
        said = {**kept, "result": added}
    if len(said["topics"]) > TOPICS or len(said["result"]) > RESULT:
        raise ValidationError(_("This is longer than the report of a session."), code="long")
    return said
