"""The code that somebody shows at a stand: a link for their partner, once, for some minutes."""

from __future__ import annotations

from core.links import SignedLink, absolute
from partners.models import PASS_LASTS, DoorPass

PASS = SignedLink("/door/", salt="partners.doors.links.pass", lasts=PASS_LASTS)


def pass_link(own: DoorPass) -> str:
    """The whole address of a code."""
    return absolute(f"{PASS.prefix}{PASS.make(own.pk)}/")


def pass_of(token: str) -> DoorPass:
    """The code that is still good. Raises Http404 for any other."""
    unused = DoorPass.objects.filter(used_at__isnull=True)
    return PASS.row_or_404(token, unused.select_related("referral"))
