"""`manage.py receive_mail RECIPIENT < mail`: an answer to our e-mail reaches its conversation.

Exit codes for a mail server's pipe: 0 it is kept, 67 no such address here, 65 it is too large.
"""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from messaging.actions import conversations
from messaging.channels.addresses import EMAIL, one_form
from messaging.http import inbound_mail
from messaging.models import Post

LARGEST = 25 * 1024 * 1024  # bytes
NO_SUCH_ADDRESS, TOO_LARGE = 67, 65  # EX_NOUSER, EX_DATAERR


class Command(BaseCommand):
    """Read one mail."""

    help = "Reads an e-mail from standard input; keeps its new words in the conversation."

    def add_arguments(self, parser: CommandParser) -> None:
        """To which address it came."""
        parser.add_argument(
            "recipient", nargs="?", default="", help="the envelope's recipient, as Postfix names it"
        )

    def handle(self, *, recipient: str, **_options: Any) -> None:
        """Keep the answer, once. A machine's is dropped in silence: two would write for ever."""
        raw = sys.stdin.buffer.read(LARGEST + 1)
        if len(raw) > LARGEST:
            self.stderr.write("This mail is too large.")
            raise SystemExit(TOO_LARGE)
        if inbound_mail.by_a_machine(raw):
            return
        reply = inbound_mail.read(raw, recipient=recipient)
        if reply is None or not EMAIL.knows(reply.address):
            self.stderr.write("This address takes only answers to our messages.")
            raise SystemExit(NO_SUCH_ADDRESS)
        conversations.receive(
            channel="email",
            sender=None,
            address=reply.address,
            provider_id=reply.provider_id,
            at=reply.at,
            kind=Post.Kind.TEXT if reply.text or reply.quoted else Post.Kind.OTHER,
            text=reply.text,
            quoted=reply.quoted,
            reply_to=reply.answers.echo,
            proved=reply.address
            == one_form(reply.answers.address),  # only its reader has the address for an answer
        )
