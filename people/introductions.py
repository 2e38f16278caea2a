"""Many people at once, by the rules of `people.actions.person_for` but in a few statements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from secrets import token_urlsafe

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import connection, transaction

from core.among import among
from core.making import new_row
from core.rows import insert_many, insert_unknown
from people.models import Consent, ConsentText, User
from people.names import name_key
from programs.models import Stop

UNUSABLE = 30  # random bytes behind the mark of a password that nobody has, as Django leaves it


@dataclass(frozen=True)
class Introduction:
    """Who somebody says to be."""

    name: str
    phone: str
    email: str
    language: str

    @property
    def address(self) -> str:
        """By what they are told from others."""
        return self.phone or self.email


@transaction.atomic
def people_for(introduced: Sequence[Introduction]) -> list[User]:
    """The person behind each introduction, in order; two that name the same person give one."""
    _one_at_a_time(sorted({each.address for each in introduced}))
    phones, emails = (
        {each.phone for each in introduced} - {""},
        {each.email for each in introduced} - {""},
    )
    applicants = User.objects.without_role().order_by("-pk")  # so that the first one stays
    on_phones = applicants.filter(among("phone", phones))
    by_phone = {(str(one.phone), name_key(one.name)): one for one in on_phones}
    by_email = {str(one.email): one for one in applicants.filter(among("email", emails))}
    taken = set(User.objects.filter(among("email", emails)).values_list("email", flat=True))
    people, new = [], []
    for each in introduced:
        known = (
            by_phone.get((each.phone, name_key(each.name)))
            if each.phone
            else by_email.get(each.email)
        )
        if known is None:
            known = _person(
                each, email=each.email if each.email and each.email not in taken else None
            )
            new.append(known)
            by_phone[each.phone, name_key(each.name)] = known
            if known.email:
                by_email[known.email] = known
                taken.add(known.email)
        people.append(known)
    insert_many(new)
    return people


def record_many_consents(consents: Sequence[tuple[User, Sequence[str]]], *, stop: Stop) -> None:
    """Keep what each person agreed to at `stop`, to the texts in force. It takes nothing back."""
    texts: Mapping[str, ConsentText] = ConsentText.in_force()
    insert_unknown(
        [
            new_row(Consent, person=person, stop=stop, text=texts[purpose])
            for person, purposes in consents
            for purpose in purposes
        ]
    )


def _person(introduced: Introduction, *, email: str | None) -> User:
    return new_row(
        User,
        name=introduced.name,
        phone=introduced.phone or None,
        email=email,
        language=introduced.language,
        password=f"{UNUSABLE_PASSWORD_PREFIX}{token_urlsafe(UNUSABLE)}",
    )


def _one_at_a_time(addresses: Sequence[str]) -> None:
    """The locks of `person_for`, in the order of the addresses: imports never wait crosswise."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtext('people.person_for'), hashtext(address)) FROM"
            " (SELECT address FROM unnest(%s::text[])"
            " WITH ORDINALITY AS each (address, place) ORDER BY place) AS each",
            [list(addresses)],
        )
