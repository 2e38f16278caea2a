"""The API: who reads what with which token, page by page, and refusals as sentences in JSON."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.utils import timezone

from applications.models import Application
from people.models import Membership
from reporting.figures import public_figures
from reporting.json_api import access
from reporting.json_api.actions import give_token, revoke
from reporting.models import ApiToken, Count, Published

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.cast import Cast

FILES = "/api/stops/fes/applications"
COUNTS = "/api/stops/fes/counts"
TABLES = "/api/tables"
FIGURES = "/api/stops/fes/figures"


def token(cast: Cast, code: str, *scopes: str) -> str:
    """The secret of a new token of this person."""
    chosen: Sequence[str] = scopes or ApiToken.scopes_for(cast[code])
    return give_token(owner=cast[code], name="T", scopes=chosen, lasts=timedelta(days=30))[1]


def get(address: str, secret: str = "", **query: Any) -> Any:
    """What a program is answered, which keeps no cookies."""
    headers = {"Authorization": f"Bearer {secret}"} if secret else {}
    return Client(headers=headers).get(address, query)


def published(cast: Cast) -> None:
    """Two tables that the public sees."""
    now = timezone.now()
    for population, breakdown, value, count in [
        ("applications", "total", "", 30),
        ("applications", "kind", "self_employed", 20),
        ("applications", "kind", "project", 10),
    ]:
        Published.objects.create(
            stop=cast.stop,
            population=population,
            breakdown=breakdown,
            value=value,
            count=count,
            counted_at=now,
        )


def test_everybody_reads_the_public_figures_without_a_token(cast: Cast) -> None:
    published(cast)
    answer = get(FIGURES)
    [table] = answer.json()["tables"]
    [shown] = public_figures(cast.stop).tables
    assert [(row["value"], row["count"]) for row in table["rows"]] == [
        (line.value, line.count) for line in shown.lines
    ]
    assert (answer["Cache-Control"], answer["Access-Control-Allow-Origin"], [*answer.cookies]) == (
        "public, max-age=60",
        "*",
        [],
    )


def test_a_manager_reads_every_count_of_their_own_stop(cast: Cast) -> None:
    Count.objects.create(stop=cast.stop, population="applications", breakdown="total", count=2)
    answer = get(COUNTS, token(cast, "RS1"), population="applications")
    assert [(line["label"], line["count"]) for line in answer.json()["counts"]] == [
        ("طلبات الترشيح", 2)
    ]
    assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("code", "address", "status"),
    [
        ("RS1", FILES, 200),
        ("RS2", FILES, 404),
        ("NS", FILES, 403),
        ("PI", FILES, 403),
        ("RS1", COUNTS, 200),
        ("RS2", COUNTS, 404),
        ("NS", COUNTS, 200),
        ("PI", COUNTS, 403),
        ("PI", TABLES, 200),
        ("RS1", TABLES, 403),
    ],
)
def test_a_token_opens_what_its_owner_may_read(
    cast: Cast, code: str, address: str, status: int
) -> None:
    assert get(address, token(cast, code)).status_code == status


def test_rights_are_those_of_the_owner_now(cast: Cast) -> None:
    secret = token(cast, "RS1")
    Membership.objects.filter(user=cast["RS1"]).delete()
    answer = get(FILES, secret)
    assert (answer.status_code, answer.json()["errors"]) == (403, [])


def test_a_deactivated_owner_s_token_opens_nothing(cast: Cast) -> None:
    secret = token(cast, "RS1")
    type(cast["RS1"]).objects.filter(pk=cast["RS1"].pk).update(is_active=False)
    assert get(FILES, secret).status_code == 401


@pytest.mark.parametrize("ended", ["revoked", "expired", "wrong", "none"])
def test_what_is_no_token_any_more_is_answered_as_one_that_never_was(
    cast: Cast, ended: str
) -> None:
    secret = token(cast, "RS1")
    if ended == "revoked":
        revoke(ApiToken.objects.get(), by=cast["RS1"])
    if ended == "expired":
        past = timezone.now() - timedelta(days=40)
        ApiToken.objects.update(created_at=past, expires_at=timezone.now())
    answer = get(FILES, {"wrong": "mlb_wrong\x00", "none": ""}.get(ended, secret))
    assert (answer.status_code, answer["WWW-Authenticate"], answer.json()["errors"]) == (
        401,
        "Bearer",
        [],
    )


def test_a_token_is_kept_as_a_hash_alone(cast: Cast) -> None:
    secret = token(cast, "RS1")
    kept = [str(value) for value in ApiToken.objects.values_list().get()]
    assert [value for value in kept if secret[4:] in value] == []


def test_pages_follow_each_other_and_hold_every_file_once(cast: Cast) -> None:
    secret = token(cast, "RS1")
    first = get(FILES, secret, limit=1).json()
    second = get(FILES, secret, limit=1, after=first["after"]).json()
    assert [
        (file["reference"], page["after"] is None)
        for page in (first, second)
        for file in page["applications"]
    ] == [("FM-0001", False), ("FM-0002", True)]


def test_a_file_has_the_words_of_the_export(cast: Cast) -> None:
    answer = Client(
        headers={
            "Authorization": f"Bearer {token(cast, 'RS1')}",
            "Accept-Language": "fr",
        }
    ).get(FILES, {"limit": 1})
    [file] = answer.json()["applications"]
    assert (file["state"], file["answers"]["kind"]) == (
        "submitted",
        "Auto-entrepreneur ou travail à mon compte",
    )


def test_a_file_read_without_names_has_none_by_the_api_either(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = token(cast, "RS1")
    hidden = Application.objects.filter(pk=cast.application.pk)
    monkeypatch.setattr("applications.unnamed.unnamed", lambda _user: hidden)
    first, second = get(FILES, secret).json()["applications"]
    assert ("name" in first["answers"], "name" in second["answers"]) == (
        False,
        "name" in (cast.neighbour.answers),
    )


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"limit": "9" * 400}, 422),
        ({"limit": "0"}, 422),
        ({"after": "9" * 400}, 422),
        ({"after": str(2**63 - 1)}, 404),
        ({"since": "2026-12-01", "until": "2026-11-01"}, 422),
        ({"since": "0"}, 422),
        ({"since": "0001-01-01"}, 422),
        ({"state": "draft"}, 422),
        ({"province": "\x00"}, 422),
        ({"province": "MA-XYZ"}, 422),
    ],
)
def test_what_cannot_be_answered_is_refused_in_a_sentence(
    cast: Cast, query: dict[str, str], status: int
) -> None:
    answer = get(FILES, token(cast, "RS1"), **query)
    assert (answer.status_code, bool(answer.json()["detail"])) == (status, True)


def test_an_unknown_breakdown_is_refused(cast: Cast) -> None:
    answer = get(COUNTS, token(cast, "RS1"), breakdown="shoe size")
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "breakdown")


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"limit": "201"}, "Au plus 200."),
        ({"limit": "9" * 400}, "Au plus 200."),
        ({"limit": "dix"}, "Un nombre entier s’écrit avec des chiffres seulement."),
        ({"after": "-1"}, "Au moins 0."),
        ({"since": "hier"}, "Un jour s’écrit comme 2026-11-29."),
        ({"sector": "a b"}, "Lettres, chiffres, tirets et traits bas seulement."),
        ({"sector": "a" * 41}, "Au plus 40 lettres."),
    ],
)
def test_each_part_is_refused_in_the_language_of_whoever_asks(
    cast: Cast, query: dict[str, str], said: str
) -> None:
    headers = {"Authorization": f"Bearer {token(cast, 'RS1')}", "Accept-Language": "fr"}
    answer = Client(headers=headers).get(FILES, query)
    wrong = {"field": next(iter(query)), "message": said}
    assert (answer.status_code, answer.json()["errors"]) == (422, [wrong])


def test_too_many_requests_of_one_token_wait(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access, "LIMIT", 2)
    secret, other = token(cast, "RS1"), token(cast, "NS")
    statuses = [get(COUNTS, secret).status_code for _ in range(3)]
    late = get(COUNTS, secret)
    assert (statuses, late.status_code, 1 <= int(late["Retry-After"]) <= 61) == (
        [200, 200, 429],
        429,
        True,
    )
    assert get(COUNTS, other).status_code == 200


@pytest.mark.parametrize(
    "address", ["/api/", "/api/nothing", "/api/stops/%00/figures", "/api/a%0Ab"]
)
def test_an_address_that_is_not_there_answers_in_json(address: str) -> None:
    answer = get(address)
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/json; charset=utf-8")


@pytest.mark.django_db
def test_the_api_can_only_be_read() -> None:
    answer = Client(enforce_csrf_checks=True).post(FILES)
    assert (answer.status_code, answer["Allow"], bool(answer.json()["detail"])) == (
        405,
        "GET, HEAD",
        True,
    )


def test_a_partner_s_and_the_public_s_answers_name_nobody(cast: Cast) -> None:
    published(cast)
    read = [get(address).content.decode() for address in ("/api/stops", FIGURES)]
    read += [
        get(address, token(cast, "PI")).content.decode() for address in (FILES, COUNTS, TABLES)
    ]
    assert [text for text in read if "ZZC" in text or "+2126990" in text] == []


@pytest.mark.django_db
def test_the_description_is_openapi_3_1() -> None:
    answer = get("/api/openapi.json").json()
    assert (answer["openapi"], sorted(answer["paths"])) == (
        "3.1.0",
        [
            "/api/stops",
            "/api/stops/{stop}/applications",
            "/api/stops/{stop}/counts",
            "/api/stops/{stop}/figures",
            "/api/tables",
        ],
    )


def test_a_page_of_files_costs_the_same_for_one_and_for_two(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    secret = token(cast, "RS1")
    get(FILES, secret)
    with django_assert_num_queries(6):
        get(FILES, secret, limit=1)
    with django_assert_num_queries(6):
        get(FILES, secret, limit=2)


@pytest.mark.parametrize("address", ["/api/stops", "/api/nowhere", "/api/docs", COUNTS])
def test_nothing_of_a_program_is_kept_whatever_language_it_asks_for(
    cast: Cast, address: str
) -> None:
    for browser in (Client(), cast.browser("AP1")):
        before = {name: held.value for name, held in browser.cookies.items()}
        browser.cookies.pop("django_language", None)
        before.pop("django_language", None)
        answers = [browser.get(address, {"lang": "fr"}), browser.post(f"{address}?lang=fr")]
        assert [[*answer.cookies] for answer in answers] == [[], []]
        assert {name: held.value for name, held in browser.cookies.items()} == before
