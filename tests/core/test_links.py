"""Private links: each opens one thing, to whoever was given it, for a time; no log holds a key."""

import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.http import Http404
from django.urls import URLPattern, URLResolver, get_resolver

from core.links import PRIVATE, SignedLink, SignedToken, absolute, without_links
from people.models import User
from programs.models import RESERVED_SLUGS

SEAT = SignedToken(salt="tests.seat")
STORED = ("/my/", "/calendar/", "/certificate/", "/sessions/")  # a row keeps their secret


@pytest.fixture
def new_link() -> Iterator[SignedLink]:
    """A link that a room declares as it is written."""
    yield SignedLink("/bench/", salt="tests.new-bench")
    del PRIVATE["/bench/"]


def routes(patterns: list[URLPattern | URLResolver], before: str = "/") -> Iterator[str]:
    """Every address of the site, as it is declared."""
    for each in patterns:
        if isinstance(each, URLResolver):
            yield from routes(each.url_patterns, before + str(each.pattern))
        else:
            yield before + str(each.pattern)


def test_a_token_gives_back_the_keys_it_was_made_of() -> None:
    keys = [(1,), (35, 36), (2**61, 7, 0)]
    assert [SEAT.read(SEAT.make(*each)) for each in keys] == keys


def test_a_signature_is_sixteen_signs_of_which_each_counts() -> None:
    token = SEAT.make(1297, about="row 3")
    changed = [
        f"{token[:at]}{'b' if token[at] != 'b' else 'c'}{token[at + 1 :]}"
        for at in range(len(token))
    ]
    assert len(token) == len("101-") + 16
    assert {
        SEAT.read(each, about="row 3")
        for each in [*changed, token[:-1], f"{token}x", f"x{token}", ""]
    } == {()}


@pytest.mark.parametrize(
    "token", ["-", "1", "1-", "-1", "1-x", "é-0123456789abcdef", f"{'z' * 13}-0123456789abcdef"]
)
def test_what_has_another_shape_is_no_token(token: str) -> None:
    assert SEAT.read(token) == ()


def test_a_token_is_of_no_use_for_another_purpose_or_another_key() -> None:
    signature = SEAT.make(1)[2:]
    assert SignedToken(salt="tests.other").read(SEAT.make(1)) == ()
    assert (
        SEAT.read(f"2-{signature}"),
        SEAT.read(f"01-{signature}"),
        SEAT.read(f"1-{signature}"),
    ) == ((), (), (1,))


def test_a_token_ends_when_what_it_is_about_changes() -> None:
    token = SEAT.make(1, about="monday")
    assert (
        SEAT.read(token, about="monday"),
        SEAT.read(token, about="tuesday"),
        SEAT.read(token),
    ) == ((1,), (), ())


def test_keys_and_what_they_are_about_are_not_taken_for_each_other() -> None:
    assert SEAT.make(1, 2).removeprefix("1-2-") != SEAT.make(1, about="2").removeprefix("1-")


def test_a_token_of_an_earlier_secret_is_read_until_that_secret_is_taken_out(settings: Any) -> None:
    settings.SECRET_KEY = "the first secret key of this house, long enough"
    before = SEAT.make(1)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "the second one", [settings.SECRET_KEY]
    assert (SEAT.read(before), SEAT.read(SEAT.make(1)), SEAT.make(1) == before) == (
        (1,),
        (1,),
        False,
    )
    settings.SECRET_KEY_FALLBACKS = []
    assert SEAT.read(before) == ()


def test_a_token_that_lasts_a_week_ends_after_it(monkeypatch: pytest.MonkeyPatch) -> None:
    passing, now = SignedToken(salt="tests.passing", lasts=timedelta(days=7)), 1_800_000_000.0
    monkeypatch.setattr("core.links.time.time", lambda: now)
    token = passing.make(1, 2)
    read = []
    for later in (0, 604_800, 604_801):
        monkeypatch.setattr("core.links.time.time", lambda then=now + later: then)
        read.append(passing.read(token))
    assert read == [(1, 2), (1, 2), ()]


def test_a_folded_token_is_read_in_upper_and_lower_case_and_has_100_bits() -> None:
    folded = SignedToken(salt="tests.folded", folded=True)
    token = folded.make(1297)
    assert [folded.read(each) for each in (token, token.upper(), token.title())] == [(1297,)] * 3
    assert re.fullmatch(r"101-[a-z2-7]{20}", token)


@pytest.mark.django_db
def test_a_row_is_found_only_by_a_token_about_what_it_says_now(
    django_user_model: type[User],
) -> None:
    person = User.objects.create_user(name="ZZ", phone="+212600000001")
    token, rows = SEAT.make(person.pk, about=person.name), django_user_model.objects.all()
    assert SEAT.row_or_404(token, rows, lambda row: row.name) == person
    wrong = [
        (token, rows.none()),
        (SEAT.make(person.pk), rows),
        (SEAT.make(2**61, about="ZZ"), rows),
        ("x", rows),
    ]
    for each, those in wrong:
        with pytest.raises(Http404):
            SEAT.row_or_404(each, those, lambda row: row.name)
    rows.update(name="ZZ Other")
    with pytest.raises(Http404):
        SEAT.row_or_404(token, rows, lambda row: row.name)


def test_a_whole_address_ends_without_the_sign_that_jumps_in_arabic_unless_programs_post_to_it(
    settings: Any,
) -> None:
    settings.SITE_URL = "https://labs.example.ma"
    assert (absolute("/place/a/"), absolute("/"), absolute("/messages/stop/a/", posted=True)) == (
        "https://labs.example.ma/place/a",
        "https://labs.example.ma",
        "https://labs.example.ma/messages/stop/a/",
    )


def test_a_link_is_masked_as_soon_as_it_is_declared(new_link: SignedLink) -> None:
    text = f"GET https://labs.example.ma{new_link.prefix}{new_link.make(7)}/giving-up/?a=1 500"
    assert without_links(text) == "GET https://labs.example.ma/bench/…/giving-up/?a=1 500"


@pytest.mark.parametrize("prefix", sorted(PRIVATE))
def test_every_private_address_is_masked(prefix: str) -> None:
    assert without_links(f"a {prefix}1-Ab_-9/b {prefix}x.") == f"a {prefix}…/b {prefix}…"


def test_every_address_that_holds_a_token_is_registered() -> None:
    with_token = {
        route.partition("<")[0]
        for route in routes(get_resolver().url_patterns)
        if ":token>" in route or ":key>" in route
    }
    assert with_token == set(PRIVATE)


def test_every_private_link_is_masked_before_any_page_is_read() -> None:
    started = "import django; django.setup(); from core.links import PRIVATE; print(*PRIVATE)"
    told = subprocess.run(  # noqa: S603  our own words
        [sys.executable, "-c", started], check=True, capture_output=True, text=True
    )
    assert set(told.stdout.split()) == set(PRIVATE)


def test_no_stop_can_be_called_like_the_beginning_of_a_private_link() -> None:
    assert {prefix.split("/")[1] for prefix in PRIVATE} - RESERVED_SLUGS == set()


def test_each_signed_link_has_a_salt_of_its_own() -> None:
    salts = sorted(salt for salt in PRIVATE.values() if salt)
    assert salts == sorted(set(salts))
    assert len(salts) == len(PRIVATE) - len(STORED)
