"""What changes people: who an applicant is, what they agree to, which role somebody is given."""

from collections.abc import Collection, Mapping

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.composed import Composed, slot
from core.rows import insert_unknown
from people.models import (  # type: ignore[attr-defined]  # pghistory makes one
    Consent,
    ConsentText,
    Membership,
    User,
    UserEvent,
)
from people.names import name_key
from people.roles import STAFF_ROLES
from programs.models import Center, Partner, Stop

NOBODY = "—"  # in place of a name
SAME_PHONE = Composed(
    lambda: User.objects.without_role().filter(phone=slot("phone")).order_by("pk")
)


@transaction.atomic(savepoint=False)
def person_for(*, name: str, phone: str, email: str, language: str) -> User:
    """The person with that phone and name, however spelt (else with that e-mail); else a new one.

    Nothing of an existing account changes: whoever fills in a form has not proved to be its owner.
    An account that works here is never matched, and an e-mail that belongs to somebody else is left
    to them.
    """
    phone, email = phone.strip(), email.strip().lower()
    _one_at_a_time(phone or email)
    if phone:
        by_phone = SAME_PHONE.rows({"phone": phone})
        same = (person for person in by_phone if name_key(person.name) == name_key(name))
        known = next(same, None)
    else:
        known = User.objects.without_role().filter(email=email).first()
    if known is not None:
        return known
    free = bool(email) and not User.objects.filter(email=email).exists()
    return User.objects.create_user(
        name=name, phone=phone, email=email if free else None, language=language
    )


def _one_at_a_time(address: str) -> None:
    """Let two applications from one address wait for each other: they make the person only once."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtext('people.person_for'), hashtext(%s))", [address]
        )


def record_consents(
    person: User, *, stop: Stop, purposes: Collection[str] | Mapping[str, int]
) -> None:
    """Keep that `person` agrees, at `stop`, to the texts in force for `purposes`.

    A mapping says which version of each text was read: raises ValidationError('reworded') when
    another is in force now. It takes nothing back: whoever fills in a form has not proved to be the
    person. See `withdraw_consents`.
    """
    texts = ConsentText.in_force()
    if isinstance(purposes, Mapping) and any(
        texts[each].version != read for each, read in purposes.items()
    ):
        raise ValidationError(_("The text has changed. Please read it again."), code="reworded")
    insert_unknown([Consent(person=person, stop=stop, text=texts[each]) for each in purposes])


@transaction.atomic
def withdraw_consents(
    person: User, *, stop: Stop, purposes: Collection[str] = ConsentText.Purpose.values
) -> None:
    """Take back what `person` agreed to at `stop` for `purposes` (all), in every version."""
    live = Consent.objects.live().filter(person=person, stop=stop, text__purpose__in=purposes)
    live.update(withdrawn_at=timezone.now())


@transaction.atomic
def hand_over_consents(*, giver: User, taker: User, stop: Stop) -> None:
    """Give what `giver` agreed to at `stop` to `taker`: the same texts, at the same moment."""
    consents = Consent.objects.live().filter(person=giver, stop=stop)
    Consent.objects.bulk_create(
        [
            Consent(person=taker, stop=stop, text_id=consent.text_id, given_at=consent.given_at)
            for consent in consents
        ],
        ignore_conflicts=True,
    )
    consents.update(withdrawn_at=timezone.now())


@transaction.atomic
def invite(
    *,
    name: str,
    email: str,
    language: str,
    role: str,
    center: Center | None,
    partner: Partner | None,
    by: User,
) -> Membership:
    """Give a role to whoever reads `email`, with a new account if need be.

    An account that carries this e-mail without having proved it gives it up: whoever made it is not
    the one invited. Raises ValidationError('role') beyond one's own.
    """
    allowed = by.may_grant().get(role)
    if allowed is None or (center is not None and not allowed.filter(pk=center.pk).exists()):
        raise ValidationError(_("You may not give this role."), code="role")
    email = email.strip().lower()
    person = User.objects.select_for_update().filter(email=email).first()
    if person is not None and person.phone and not _has_proved(person):
        person.email = None
        person.save(update_fields=["email"])
        person = None
    if person is None:
        person = User.objects.create_user(name=name, email=email, language=language)
    elif role in STAFF_ROLES and not person.is_staff:
        _let_nobody_else_in(person)
    membership = Membership(user=person, role=role, center=center, partner=partner)
    membership.full_clean()
    membership.save()
    return membership


def _let_nobody_else_in(person: User) -> None:
    """End every session and forget every second factor.

    Who begins to work here sets theirs up after an e-mail code. Until now a code to the family's
    telephone let others into this account.
    """
    person.set_unusable_password()  # a session holds a fingerprint of it, and ends when it changes
    person.save(update_fields=["password"])
    UserSession.objects.filter(user=person).delete()
    Authenticator.objects.filter(user=person).delete()


def _has_proved(person: User) -> bool:
    """Whether the person works here already, or has typed a code sent to their e-mail."""
    proofs = EmailAddress.objects.filter(user=person, email=person.email, verified=True)
    return bool(person.roles) or proofs.exists()


@transaction.atomic
def forget_account(person: User) -> bool:
    """Empty an account of who it was, and let nobody in by it any more; whether that was done.

    Not where its owner works, takes part or ever applied: that is another room's to end. The row
    stays, because logs point to it.
    """
    applied = Consent.objects.filter(person=person).exists()
    if person.is_superuser or applied or person.memberships.exists():
        return False
    if person.participations.exists():
        return False
    _let_nobody_else_in(person)
    EmailAddress.objects.filter(user=person).delete()
    address = f"forgotten-{person.pk}@example.invalid"  # an account has one, and this leads nowhere
    nobody = {
        "name": NOBODY,
        "phonetic_key": "",
        "search_text": "",
        "phone": None,
        "email": address,
    }
    User.objects.filter(pk=person.pk).update(**nobody, is_active=False, last_login=None)
    UserEvent.objects.filter(pgh_obj=person.pk).delete()
    return True
