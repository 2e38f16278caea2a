"""`manage.py whatsapp_templates`: what differs between our texts and the templates of Meta."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.calling import NotSent, UnknownFate
from messaging.http import catalogue, whatsapp


class Command(BaseCommand):
    """Exit with 1 when something differs."""

    help = "Says which of our texts WhatsApp has otherwise; --create gives it those that it misses."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whether to create what is missing."""
        parser.add_argument(
            "--create", action="store_true", help="give Meta what it misses, to be approved"
        )

    def handle(self, *, create: bool, **_options: Any) -> None:
        """Compare, and print each difference."""
        if not (whatsapp.configured() and settings.WHATSAPP_ACCOUNT_ID):
            raise CommandError("Set MICROLABS_WHATSAPP_TOKEN, _NUMBER_ID and _ACCOUNT_ID first.")
        try:
            differences = list(catalogue.differences(catalogue.at_meta()))
            for each in differences:
                made = (
                    f", created: {catalogue.create(each.template)}"
                    if create and each.missing
                    else ""
                )
                self.stdout.write(
                    f"{each.template.name} ({each.template.language}): {each.words}{made}"
                )
        except NotSent as refusal:
            raise CommandError(refusal.reason) from refusal
        except UnknownFate as lost:
            raise CommandError("Meta's answer was lost; run this again.") from lost
        if differences:
            raise SystemExit(1)
        self.stdout.write("WhatsApp has every text as we have it.")
