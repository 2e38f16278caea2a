"""Staff find the people of their own center, give roles below their own, and nobody else's."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test.utils import CaptureQueriesContext

from people.models import Consent, ConsentText, Membership, Participation, User
from tests.cast import Cast, phone_of

USERS = "/admin/people/user/"
ROLES = "/admin/people/membership/"
TEXTS = "/admin/people/consenttext/"


def names(cast: Cast, code: str, query: str = "") -> list[str]:
    page = cast.client(code).get(USERS + query)
    return sorted(person.name for person in page.context["cl"].result_list)


def invitation(cast: Cast, **changes: Any) -> dict[str, Any]:
    form = {"name": "Salma", "email": "salma@example.org", "language": "fr", "role": "reviewer"}
    return form | {"center": cast.stop.center.pk, "partner": ""} | changes


def test_a_manager_finds_who_works_and_takes_part_in_the_own_center(cast: Cast) -> None:
    Participation.objects.create(stop=cast.stop, person=cast["AP1"])
    Participation.objects.create(stop=cast.elsewhere, person=cast["AP2"])
    assert names(cast, "RS1") == [
        f"ZZC {code} Name" for code in ("AP1", "EX1", "EX2", "NM", "PI", "RS1", "RV", "XX")
    ]
    assert names(cast, "RS2") == ["ZZC AP2 Name", "ZZC RS2 Name"]


def test_national_staff_find_who_works_but_no_applicant(cast: Cast) -> None:
    Participation.objects.create(stop=cast.stop, person=cast["AP1"])
    working = ("EX1", "EX2", "NM", "NS", "PI", "RS1", "RS2", "RV", "XX")
    assert names(cast, "NS") == [f"ZZC {code} Name" for code in working]


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("أمينة الزّهراء", 1),
        ("امينه الزهراء", 1),
        ("AMINA", 1),
        ("SALMA", 0),
        ("0699000401", 1),
        ("٠٦٩٩٠٠٠٤٠١", 1),
        ("amine@", 1),
        ("\x00", 2),
    ],
)
def test_a_person_is_found_in_any_spelling(cast: Cast, written: str, found: int) -> None:
    Membership.objects.exclude(user=cast["RS1"]).delete()
    person = User.objects.create_user(
        name="أمينة الزهراء", phone="+212699000401", email="amine@example.org"
    )
    Participation.objects.create(stop=cast.stop, person=person)
    page = cast.client("RS1").post(USERS, {"q": written}, follow=True)
    assert len(page.context["cl"].result_list) == found


def test_the_search_of_people_is_named_in_words_not_by_its_picture(cast: Cast) -> None:
    assert 'aria-label="Search"' in cast.client("RS1").get(USERS).content.decode()


def test_a_list_of_people_costs_the_same_for_one_and_for_three(cast: Cast) -> None:
    costs = []
    for number in range(3):
        person = User.objects.create_user(name=f"P{number}", phone=f"+21269900050{number}")
        Membership.objects.create(user=person, role="expert", center=cast.stop.center)
        cast.client("RS1").get(USERS)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            cast.client("RS1").get(USERS)
        costs.append(len(queries))
    assert costs[0] == costs[2]


def test_a_manager_invites_a_reviewer_to_the_own_center(cast: Cast) -> None:
    cast.client("RS1").post(ROLES + "add/", invitation(cast))
    membership = Membership.objects.get(user__email="salma@example.org")
    assert (
        membership.role,
        membership.center,
        membership.user.name,
        membership.user.has_usable_password(),
    ) == (
        "reviewer",
        cast.stop.center,
        "Salma",
        False,
    )


@pytest.mark.parametrize("role", ["manager", "national"])
def test_a_manager_gives_no_role_as_high_as_the_own(cast: Cast, role: str) -> None:
    place = {"center": ""} if role == "national" else {}
    cast.client("RS1").post(ROLES + "add/", invitation(cast, role=role, **place))
    assert not User.objects.filter(email="salma@example.org").exists()


def test_a_manager_gives_no_role_in_another_center(cast: Cast) -> None:
    cast.client("RS1").post(ROLES + "add/", invitation(cast, center=cast.elsewhere.center.pk))
    assert not User.objects.filter(email="salma@example.org").exists()


def test_a_reviewer_gives_no_role(cast: Cast) -> None:
    assert cast.client("RV").post(ROLES + "add/", invitation(cast)).status_code == 403


def test_the_same_role_is_not_given_twice(cast: Cast) -> None:
    cast.client("RS1").post(ROLES + "add/", invitation(cast))
    again = cast.client("RS1").post(ROLES + "add/", invitation(cast, email="SALMA@example.org"))
    assert again.context["adminform"].form.errors["__all__"] == [
        "This person already holds this role."
    ]


def test_the_national_staff_make_a_manager(cast: Cast) -> None:
    cast.client("NS").post(ROLES + "add/", invitation(cast, role="manager"))
    assert Membership.objects.get(user__email="salma@example.org").role == "manager"


def test_an_account_that_merely_typed_the_invited_e_mail_does_not_get_the_role(cast: Cast) -> None:
    squatter = User.objects.create_user(
        name="Squatter", phone="+212699000600", email="salma@example.org"
    )
    cast.client("RS1").post(ROLES + "add/", invitation(cast))
    squatter.refresh_from_db()
    assert (squatter.email, squatter.is_staff) == (None, False)
    assert Membership.objects.get(user__email="salma@example.org").user != squatter


def test_an_account_that_proved_the_invited_e_mail_gets_the_role(cast: Cast) -> None:
    person = User.objects.create_user(
        name="Salma", phone="+212699000600", email="salma@example.org"
    )
    EmailAddress.objects.create(user=person, email="salma@example.org", verified=True, primary=True)
    cast.client("RS1").post(ROLES + "add/", invitation(cast))
    assert Membership.objects.get(role="reviewer", user=person).center == cast.stop.center


def test_the_first_role_of_staff_ends_the_sessions_and_factors_of_whoever_was_in(
    cast: Cast,
) -> None:
    browser = cast.browser("AP1")
    assert browser.get("/my/").status_code == 200
    Authenticator.objects.create(
        user=cast["AP1"], type=Authenticator.Type.TOTP, data={"secret": "x"}
    )
    cast.client("RS1").post(ROLES + "add/", invitation(cast, email=str(cast["AP1"].email)))
    assert Membership.objects.get(user=cast["AP1"]).role == "reviewer"
    assert browser.get("/my/").headers["Location"] == "/account/login/?next=/my/"
    assert not Authenticator.objects.filter(user=cast["AP1"]).exists()


@pytest.mark.parametrize(("code", "role"), [("AP1", "expert"), ("RV", "expert")])
def test_any_other_role_leaves_sessions_and_factors_alone(cast: Cast, code: str, role: str) -> None:
    browser = cast.browser(code)
    factors = Authenticator.objects.filter(user=cast[code]).count()
    cast.client("RS1").post(
        ROLES + "add/", invitation(cast, email=str(cast[code].email), role=role)
    )
    assert browser.get("/my/").status_code == 200
    assert Authenticator.objects.filter(user=cast[code]).count() == factors


@pytest.mark.parametrize(
    ("code", "gone"), [("RV", True), ("EX1", True), ("NM", False), ("RS1", False)]
)
def test_a_manager_takes_away_roles_below_the_own(cast: Cast, code: str, gone: bool) -> None:  # noqa: FBT001  Django calls it so
    held = Membership.objects.get(user=cast[code])
    cast.client("RS1").post(f"{ROLES}{held.pk}/delete/", {"post": "yes"})
    assert Membership.objects.filter(pk=held.pk).exists() is not gone


def test_a_role_of_another_center_is_not_there(cast: Cast) -> None:
    held = Membership.objects.get(user=cast["RS2"])
    assert cast.client("RS1").get(f"{ROLES}{held.pk}/change/").status_code == 404
    assert cast.client("RS1").post(f"{ROLES}{held.pk}/delete/", {"post": "yes"}).status_code == 404
    assert Membership.objects.filter(pk=held.pk).exists()


def test_a_manager_changes_nobody_and_no_page_has_a_password(cast: Cast) -> None:
    answer = cast.client("RS1").post(
        f"{USERS}{cast['RV'].pk}/change/", {"name": "X", "language": "fr"}
    )
    assert answer.status_code == 403
    assert b"password" not in cast.client("NS").get(f"{USERS}{cast['RV'].pk}/change/").content


@pytest.mark.parametrize(
    ("by", "whom", "status"),
    [
        ("NS", "SU", 404),
        ("NS", "NS", 403),
        ("SU", "SU", 403),
        ("NS", "RS1", 302),
        ("SU", "NS", 302),
    ],
)
def test_nobody_closes_their_own_account_or_one_above(
    cast: Cast, by: str, whom: str, status: int
) -> None:
    answer = cast.client(by).post(
        f"{USERS}{cast[whom].pk}/change/", {"name": "X", "language": "fr"}
    )
    assert (answer.status_code, User.objects.get(pk=cast[whom].pk).is_active) == (
        status,
        status != 302,
    )


def test_a_superuser_with_a_role_stays_as_they_are_before_the_national_staff(cast: Cast) -> None:
    Membership.objects.create(user=cast["SU"], role="reviewer", center=cast.stop.center)
    answer = cast.client("NS").post(
        f"{USERS}{cast['SU'].pk}/change/", {"name": "X", "language": "fr"}
    )
    assert (answer.status_code, User.objects.get(pk=cast["SU"].pk).is_active) == (403, True)


def test_fields_that_are_not_offered_do_not_change(cast: Cast) -> None:
    everything = {
        "name": "New",
        "language": "fr",
        "is_active": "on",
        "is_superuser": "on",
        "email": "x@example.org",
    }
    cast.client("NS").post(
        f"{USERS}{cast['RV'].pk}/change/", everything | {"phone": "+212600000000", "password": "x"}
    )
    person = User.objects.get(pk=cast["RV"].pk)
    assert (person.name, person.is_superuser, person.email) == ("New", False, "zzc-rv@example.org")
    assert person.phone == phone_of("RV")


def test_a_new_wording_is_a_new_version(cast: Cast) -> None:
    words = {"purpose": "sharing", "text_ar": "نص", "text_fr": "texte", "text_en": "text"}
    cast.client("NS").post(TEXTS + "add/", words)
    assert ConsentText.in_force()["sharing"].version == 2
    assert ConsentText.in_force()["reminders"].version == 1


def test_a_text_that_somebody_agreed_to_stays_as_it_was(cast: Cast) -> None:
    text = ConsentText.objects.get(purpose="sharing")
    Consent.objects.create(person=cast["AP1"], text=text, stop=cast.stop)
    words = {"text_ar": "آخر", "text_fr": "autre", "text_en": "other"}
    assert cast.client("NS").post(f"{TEXTS}{text.pk}/change/", words).status_code == 403
    assert cast.client("RS1").post(TEXTS + "add/", words).status_code == 403
