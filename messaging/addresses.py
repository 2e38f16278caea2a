"""Where somebody is reached, whether they proved it theirs, and whether it refuses messages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress

from messaging.channels.addresses import EMAIL, PHONE, one_form
from messaging.dossiers import dossiers
from messaging.models import OptOut

if TYPE_CHECKING:
    from people.models import User


@dataclass(frozen=True)
class Address:
    """A telephone or an e-mail of somebody."""

    kind: str  # phone, email
    text: str
    proved: bool
    refused: bool


def speaks_for(person: User, *, file: int) -> bool:
    """Whether a link to `file`, which proves nobody's address, speaks for `person`.

    A stranger may have typed a name and a telephone: the form speaks for the account as long as
    it is the only file there, and nobody has proved to be its owner.
    """
    if dossiers().only_of(person) != file or person.roles:
        return False
    return not any(address.proved for address in addresses_of(person))


def addresses_of(person: User) -> list[Address]:
    """The telephone and the e-mail of `person`, in two statements."""
    texts = {PHONE.column: person.phone or "", EMAIL.column: one_form(person.email or "")}
    refused = {
        each.address
        for each in OptOut.objects.in_force().filter(address__in=[*filter(None, texts.values())])
    }
    mails = EmailAddress.objects.filter(
        user=person, verified=True, email__iexact=texts[EMAIL.column]
    )
    proved = {
        PHONE.column: person.phone_verified,
        EMAIL.column: bool(texts[EMAIL.column]) and mails.exists(),
    }
    return [
        Address(kind, text, proved[kind], text in refused) for kind, text in texts.items() if text
    ]
