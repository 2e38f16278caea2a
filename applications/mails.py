"""What a candidacy writes to its person: the receipt, and the private link.

Their words stand in `applications.events`.
"""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from applications.models import Application
from core.composed import Composed, slot, slots
from core.links import absolute
from messaging.actions.letters import Letter, Reader, write, write_many
from messaging.actions.outbox import drop
from messaging.channels.base import BY_HAND
from messaging.models import Message
from programs.models import Stop

BEGUN_WITH = Composed(
    lambda: (
        Message.objects.filter(stop=slot("stop"), broadcast__isnull=False, person=None)
        .filter(address__in=slots("addresses", "text"))
        .filter(state__in=[Message.State.NEW, Message.State.PREPARED])
        .only("pk")
    )
)


def write_receipt(application: Application) -> None:
    """Put the receipt into the outbox: to the telephone, and to the e-mail when there is one."""
    write(_receipt(application, _on_receipt(application)))


def write_receipts(applications: Sequence[Application]) -> None:
    """The same for many, in as many statements as for one."""
    said: dict[tuple[int, str], dict[str, str]] = {}
    for application in applications:
        of = application.stop_id, application.language
        said[of] = said.get(of) or _on_receipt(application)
    write_many([_receipt(each, said[each.stop_id, each.language]) for each in applications])


def _on_receipt(application: Application) -> dict[str, str]:
    """What stands on the receipts of a stop in one language."""
    with translation.override(application.language):
        return _about_stop(application) | {"next_steps": application.stop.next_steps}


def _receipt(application: Application, of_stop: dict[str, str]) -> Letter:
    context = _own(application) | of_stop
    return _letter(
        application, f"receipt:{application.pk}", "receipt", context=context, everywhere=True
    )


def not_begun_any_more(application: Application) -> None:
    """Drop what waits for the address of a form that is now sent.

    That is what was written to those who had begun one.
    """
    if application.channel == Application.Channel.WEB:
        addresses = [
            address for address in (application.phone, application.email.lower()) if address
        ]
        asked = {"stop": application.stop_id, "addresses": addresses}
        if BEGUN_WITH.row(asked):  # hardly ever: to lock what is there is dearer than to look
            _drop_from_groups(application, person=None, address__in=addresses)


def not_taking_part_any_more(application: Application) -> None:
    """Drop what waits for the person of a candidacy that is taken back.

    That is what was written to a group of its stop.
    """
    _drop_from_groups(application, person=application.applicant)


def _drop_from_groups(application: Application, **who: Any) -> None:
    drop(Message.objects.filter(stop=application.stop_id, broadcast__isnull=False, **who))


def write_new_link(application: Application) -> None:
    """Send the new private link to where the person is reached now; the old one opens nothing."""
    _write(application, f"new-link:{application.pk}:{timezone.now():%Y%m%d%H%M%S%f}", "new_link")


def write_link_again(application: Application) -> list[Message]:
    """Send the private link once more, at most once a minute; nothing when there is no address."""
    return _write(application, f"link:{application.pk}:{timezone.now():%Y%m%d%H%M}", "private_link")


def greeting(application: Application) -> str:
    """How somebody of the center begins to write by hand.

    In the language of the person, with the file number.
    """
    with translation.override(application.language):
        words = {"center": application.stop.center.name, "reference": application.reference}
        return _("Hello, this is %(center)s, about your application %(reference)s.") % words


def reader(application: Application) -> Reader:
    """Who reads what is written about it, at the addresses that were typed in it."""
    return Reader(application.applicant, application.phone, application.email, application.language)


def about(application: Application) -> dict[str, str]:
    """What every text about it may name, in its language."""
    with translation.override(application.language):
        return _own(application) | _about_stop(application)


def _own(application: Application) -> dict[str, str]:
    return {"reference": application.reference or "", "link": private_link(application)}


def _about_stop(application: Application) -> dict[str, str]:
    """The names of its stop and center, in the language of now."""
    return {"center": application.stop.center.name, "stop": application.stop.name}


def private_link(application: Application) -> str:
    """The URL of the private page with its host, for a message."""
    return absolute(application.get_absolute_url())


def link_was_sent(application: Application) -> bool:
    """Whether the private link left, or is leaving, to an address of its person; by no hand."""
    addresses = [each for each in (application.phone, application.email.lower()) if each]
    letters = Message.objects.filter(
        address__in=addresses, stop=application.stop_id, context__link=private_link(application)
    )
    lost = [Message.State.DROPPED, Message.State.FAILED, Message.State.PREPARED]
    return letters.exclude(channel=BY_HAND).exclude(state__in=lost).exists()


def public_link(stop: Stop) -> str:
    """The URL of a stop's public page with its host, to share with anybody."""
    return absolute(f"/{stop.slug}")


def form_link(stop: Stop) -> str:
    """The URL, with its host, where anybody begins or goes on with a form of a stop."""
    return f"{public_link(stop)}/apply"


def _write(application: Application, key: str, event: str) -> list[Message]:
    return write(_letter(application, key, event))


def _letter(
    application: Application,
    key: str,
    event: str,
    *,
    context: dict[str, str] | None = None,
    everywhere: bool = False,
) -> Letter:
    return Letter(
        key=key,
        event=event,
        reader=reader(application),
        context=context or about(application),
        stop=application.stop,
        everywhere=everywhere,
        # Whoever sends it by hand must not hold the private link.
        by_hand={"link": public_link(application.stop)},
    )
