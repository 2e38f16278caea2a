"""What changes people: who an applicant is, what they agree to, which role somebody is given."""

from collections.abc import Collection

from django.db import connection, transaction
from django.utils import timezone

from people.models import Consent, ConsentText, User
from people.names import fold
from programs.models import Stop


@transaction.atomic
def person_for(*, name: str, phone: str, email: str, language: str) -> User:
    """The person with that phone (or, without one, that e-mail) and the same folded name; else a new one.

    Nothing of an existing account changes: whoever fills in a form has not proved to be its owner. An account that
    works here is never matched, and an e-mail that belongs to somebody else is left to them.
    """
    phone, email = phone.strip(), email.strip().lower()
    _one_at_a_time(phone or email)
    applicants = User.objects.without_role()
    if phone:
        same = (person for person in applicants.filter(phone=phone).order_by("pk") if fold(person.name) == fold(name))
        known = next(same, None)
    else:
        known = applicants.filter(email=email).first()
    if known is not None:
        return known
    free = bool(email) and not User.objects.filter(email=email).exists()
    return User.objects.create_user(name=name, phone=phone, email=email if free else None, language=language)


def _one_at_a_time(address: str) -> None:
    """Let two applications from one address wait for each other, so that they do not make the person twice."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('people.person_for'), hashtext(%s))", [address])


@transaction.atomic
def record_consents(person: User, *, stop: Stop, purposes: Collection[str]) -> None:
    """Keep that `person` agrees, at `stop`, to the texts in force for `purposes`, and no longer to any other."""
    Consent.objects.live().filter(person=person, stop=stop).exclude(text__purpose__in=purposes).update(
        withdrawn_at=timezone.now(),
    )
    texts = ConsentText.in_force()
    Consent.objects.bulk_create(
        [Consent(person=person, stop=stop, text=texts[purpose]) for purpose in purposes],
        ignore_conflicts=True,
    )


@transaction.atomic
def withdraw_consent(person: User, *, stop: Stop, purpose: ConsentText.Purpose) -> None:
    """Take back what `person` agreed to at `stop` for one purpose, in every version of its text."""
    Consent.objects.live().filter(person=person, stop=stop, text__purpose=purpose).update(withdrawn_at=timezone.now())
