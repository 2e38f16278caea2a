"""Who an applicant is, and what they agree to."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from people.actions import invite, person_for, record_consents, withdraw_consents
from people.defaults import consent_texts
from people.models import Consent, ConsentText, Membership, User
from tests.cast import Cast
from tests.crew import together

PHONE = "+212699020001"


def person(name: str = "فاطمة الزهراء", phone: str = PHONE, email: str = "") -> User:
    return person_for(name=name, phone=phone, email=email, language="ar")


@pytest.mark.django_db
def test_the_same_phone_and_name_in_another_spelling_is_the_same_person() -> None:
    assert person().pk == person("فاطمه  الزّهراء").pk


@pytest.mark.django_db
def test_another_name_on_the_same_phone_is_another_person() -> None:
    assert person().pk != person("Youssef").pk
    assert User.objects.filter(phone=PHONE).count() == 2


@pytest.mark.django_db
def test_an_e_mail_alone_is_enough() -> None:
    first = person(phone="", email="A@example.org")
    assert (first.phone, first.email) == (None, "a@example.org")
    assert person("Another name", phone="", email="a@example.org").pk == first.pk


@pytest.mark.django_db
def test_a_form_never_changes_an_account_that_exists() -> None:
    first = person()
    again = person_for(name=first.name, phone=PHONE, email="thief@example.org", language="fr")
    assert (again.pk, again.email, again.language) == (first.pk, None, "ar")


@pytest.mark.django_db
def test_an_e_mail_of_somebody_else_stays_theirs() -> None:
    owner = person("Owner", phone="", email="a@example.org")
    other = person("Other", email="a@example.org")
    assert (other.pk != owner.pk, other.email) == (True, None)


def test_staff_are_never_matched(cast: Cast) -> None:
    made = person(cast["RS1"].name, phone=str(cast["RS1"].phone))
    assert made.pk != cast["RS1"].pk


@pytest.mark.races
@pytest.mark.django_db(transaction=True)
def test_two_applications_at_once_make_one_person() -> None:
    together([person] * 6)
    assert User.objects.count() == 1


def live(cast: Cast) -> list[tuple[str, int]]:
    consents = (
        Consent.objects.live().filter(person=cast["AP1"]).order_by("text__purpose", "text__version")
    )
    return list(consents.values_list("text__purpose", "text__version"))


def test_consents_are_kept_once_and_a_later_form_takes_none_back(cast: Cast) -> None:
    record_consents(cast["AP1"], stop=cast.stop, purposes=["processing", "sharing"])
    record_consents(cast["AP1"], stop=cast.stop, purposes=["processing", "sharing"])
    assert live(cast) == [("processing", 1), ("sharing", 1)]
    record_consents(cast["AP1"], stop=cast.stop, purposes=["processing"])
    assert live(cast) == [("processing", 1), ("sharing", 1)]


def test_consents_are_taken_back_one_by_one_or_all_at_once(cast: Cast) -> None:
    record_consents(cast["AP1"], stop=cast.stop, purposes=["processing", "sharing"])
    withdraw_consents(cast["AP1"], stop=cast.elsewhere)
    withdraw_consents(cast["AP1"], stop=cast.stop, purposes=["sharing"])
    assert live(cast) == [("processing", 1)]
    withdraw_consents(cast["AP1"], stop=cast.stop)
    assert live(cast) == []
    assert Consent.objects.filter(person=cast["AP1"]).count() == 2


def test_a_new_text_is_agreed_to_anew(cast: Cast) -> None:
    record_consents(cast["AP1"], stop=cast.stop, purposes=["reminders"])
    ConsentText.objects.create(
        purpose="reminders", version=2, text_ar="جديد", text_fr="nouveau", text_en="new"
    )
    record_consents(cast["AP1"], stop=cast.stop, purposes=["reminders"])
    assert live(cast) == [("reminders", 1), ("reminders", 2)]


@pytest.mark.django_db
def test_the_default_texts_are_written_once_in_three_languages() -> None:
    ConsentText.objects.all().delete()
    consent_texts()
    consent_texts()
    assert ConsentText.objects.count() == 3
    assert all(text.text_ar and text.text_fr and text.text_en for text in ConsentText.objects.all())


def test_a_text_names_the_center_and_runs_nothing_that_staff_write(cast: Cast) -> None:
    text = ConsentText(
        text_en="{center} · {region} · {contact} · {declaration} · {0.__class__} %(x)s"
    )
    center = cast.stop.center
    center.email, center.declaration = "cri@example.org", "D-12"
    name, region = center.name, center.region.name
    text.text = text.text_en
    assert (
        text.wording(cast.stop)
        == f"{name} · {region} · \u2068cri@example.org\u2069 · D-12 · {{0.__class__}} %(x)s"
    )


def test_an_invitation_beyond_ones_own_role_is_refused(cast: Cast) -> None:
    with pytest.raises(ValidationError) as refusal:
        invite(
            name="X",
            email="x@example.org",
            language="fr",
            role="manager",
            center=cast.stop.center,
            partner=None,
            by=cast["RS1"],
        )
    assert refusal.value.code == "role"


def test_the_history_keeps_who_changed_a_role_and_no_address(cast: Cast) -> None:
    held = Membership.objects.get(user=cast["RV"])
    cast.client("RS1").post(f"/admin/people/membership/{held.pk}/delete/", {"post": "yes"})
    event = Membership.pgh_event_model.objects.select_related("pgh_context").latest("pgh_id")
    assert (event.pgh_label, event.role, event.pgh_context.metadata) == (
        "delete",
        "reviewer",
        {"user": cast["RS1"].pk},
    )


@pytest.mark.django_db
def test_createsuperuser_works(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "correct horse battery staple")
    call_command("createsuperuser", "--noinput", "--email", "Root@example.org", verbosity=0)
    made = User.objects.get()
    assert (made.email, made.is_superuser, made.is_staff) == ("root@example.org", True, True)
