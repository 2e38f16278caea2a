"""`manage.py receive_mail RECIPIENT < mail`: an answer to our e-mail reaches its conversation.

Exit codes for a mail server's pipe: 0 it is kept, 67 no such address here, 65 it is too large,
75 try again later.
"""

import logging
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError

from messaging.actions import inbound
from messaging.clock.inbound import wake
from messaging.http.inbound_mail import is_for_us

logger = logging.getLogger(__name__)
LARGEST = 25 * 1024 * 1024  # bytes
NO_SUCH_ADDRESS, TOO_LARGE, LATER = 67, 65, 75  # EX_NOUSER, EX_DATAERR, EX_TEMPFAIL


class Command(BaseCommand):
    """Keep one mail; a worker reads it."""

    help = "Keeps an e-mail from standard input; its new words reach the conversation."

    def add_arguments(self, parser: CommandParser) -> None:
        """To which address it came."""
        parser.add_argument(
            "recipient", nargs="?", default="", help="the envelope's recipient, as Postfix names it"
        )

    def handle(self, *, recipient: str, **_options: Any) -> None:
        """Keep the mail, once, as it came: whatever its reading meets, it is not sent back."""
        raw = sys.stdin.buffer.read(LARGEST + 1)
        if len(raw) > LARGEST:
            self._refuse("This mail is too large.", TOO_LARGE)
        if not is_for_us(raw, recipient=recipient):
            self._refuse("This address takes only answers to our messages.", NO_SUCH_ADDRESS)
        try:
            if inbound.is_flooded():
                self._refuse("Too many mails came that nobody can read.", LATER)
            inbound.keep_mail(raw, recipient=recipient)
        except DatabaseError:
            logger.exception("A mail could not be kept now.")
            self._refuse("This mail cannot be kept now.", LATER)
        wake()

    def _refuse(self, sentence: str, code: int) -> None:
        self.stderr.write(sentence)
        raise SystemExit(code)
