"""The counter: one dense page, the next form at once, a number to take along."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from applications.mails import public_link
from tests.desk.test_desk import form, keyed

if TYPE_CHECKING:
    from tests.cast import Cast

NEW = "/desk/fes/new/"


def recorded(cast: Cast, **changes: Any) -> str:
    """Where "record, and the next one" leads."""
    return str(cast.client("RS1").post(NEW, form(next="yes", **changes)).headers["Location"])


def read(cast: Cast, address: str = NEW, code: str = "RS1") -> str:
    return cast.client(code).get(address).content.decode()


def test_save_and_next_shows_the_number_and_an_empty_form_with_what_stays(cast: Cast) -> None:
    place = recorded(cast, **{"desk-channel": "association", "desk-association": "جمعية الأمل"})
    file = keyed().reference
    page = read(cast, place)
    assert place == f"{NEW}?after={file}"
    assert f'<p class="reference"><bdi dir="ltr">{file}</bdi></p>' in page
    assert 'value="MA-FES" selected' in page
    assert ('value="association" selected' in page, 'value="جمعية الأمل"' in page) == (True, True)
    assert (page.count('value="فاطمة الزهراء"'), page.count(" checked")) == (0, 0)


def test_the_receipt_leads_to_the_public_page_and_holds_no_private_link(cast: Cast) -> None:
    page = read(cast, recorded(cast))
    assert (public_link(cast.stop) in page, keyed().token in page) == (True, False)
    assert page.count('d="M') > 0


def test_the_receipt_is_shown_to_whoever_recorded_it_alone(cast: Cast) -> None:
    place = recorded(cast)
    shown = [
        cast.client(code).get(address).context["receipt"] is not None
        for code, address in (
            ("RS1", place),
            ("RV", place),
            ("RS1", f"{NEW}?after=FM-0001"),
            ("RS1", f"{NEW}?after=%00"),
            ("RS1", NEW),
        )
    ]
    assert shown == [True, False, False, False, False]


def test_one_choice_is_a_list_whose_lines_begin_with_their_key(cast: Cast) -> None:
    page = read(cast)
    kinds = re.findall(r'<option value="(project|self_employed|[a-z_]+)"[^>]*>(\d) · ', page)
    assert ("project", "1") in kinds
    assert page.count('type="radio"') == 0


def test_questions_are_short_there_and_whole_for_the_public(cast: Cast) -> None:
    page = read(cast)
    assert ("First and last name" in page, 'class="say"' in page) == (True, False)


def test_what_was_typed_stays_in_the_dense_page(cast: Cast) -> None:
    answer = cast.client("RS1").post(NEW, form(kind="", locality="حي النرجس", next="yes"))
    page = answer.content.decode()
    found = (answer.status_code, 'value="حي النرجس"' in page, 'value="MA-FES" selected' in page)
    assert (*found, 'value="trade" selected' in page) == (422, True, True, True)


def test_what_is_agreed_to_can_be_read_in_every_language(cast: Cast) -> None:
    spoken = cast.client("RS1").get(NEW).context["form"].spoken
    assert [[language for language, _words in words] for _text, words in spoken] == [
        ["ar", "fr", "en"]
    ] * len(spoken)
    assert len(spoken) > 0


def test_the_page_after_a_file_costs_one_statement_more(cast: Cast) -> None:
    place = recorded(cast)
    costs = []
    for address in (NEW, place):
        cast.client("RS1").get(address)
        with CaptureQueriesContext(connection) as caught:
            cast.client("RS1").get(address)
        costs.append(len(caught))
    assert costs[1] - costs[0] == 1
