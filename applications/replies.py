"""What a digit by SMS or WhatsApp does where a place is offered: the same as the link there."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from applications import decision_letters
from applications.actions import confirm_place, give_up_place
from applications.mails import about
from applications.models import Application
from messaging.yes_no import Done, Reply


def place(matter: str, yes: bool) -> Done:  # noqa: FBT001  the protocol says which is which
    """Take the offered place, or leave it to somebody else. Idempotent, as its page is.

    Raises ValidationError in the words of that page.
    """
    application = Application.objects.with_stop().get(pk=decision_letters.number_of(matter))
    try:
        if yes:
            confirm_place(application)
        else:
            give_up_place(application)
    except ValidationError as refusal:
        raise _passed_on(application) or refusal from refusal
    context = about(application)
    if yes:
        return Done(gettext_noop("Confirmed the place"), "place_confirmed", context)
    return Done(gettext_noop("Gave the place up"), "place_given_up", context)


def _passed_on(application: Application) -> ValidationError | None:
    """That the hours of the offer are over, where they are."""
    if not Application.objects.filter(pk=application.pk, state=Application.State.LAPSED).exists():
        return None
    return ValidationError(_("The time to confirm this place is over."), code="passed")


REPLIES: dict[str, Reply] = dict.fromkeys(sorted(decision_letters.OFFERS), place)
