"""A mail about a session, forwarded to the address of that session, becomes its report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coaching.session.mail import file

if TYPE_CHECKING:
    from messaging.filing import Mail
    from programs.models import Stop


def filed(token: str, mail: Mail) -> Stop | None:
    """File a mail that came to the address of a session; the stop of that session."""
    return file(token, mail)
