"""Whatever is typed: nothing raises, what is kept reads the same, what is hidden has no answer."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.html import escape
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from questionnaires.compiled_forms import compiled_form
from questionnaires.kinds import KINDS
from questionnaires.writing import typed
from tests.questionnaires.making import every_kind

if TYPE_CHECKING:
    from questionnaires.compiled import CompiledForm
    from questionnaires.models import Version

pytestmark = pytest.mark.django_db
WRITTEN = [kind.code for kind in KINDS.values() if not kind.takes_file]
often = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
likely = st.sampled_from(
    [
        "yes",
        "no",
        "1",
        "5",
        "one",
        "two",
        "MA-SEF",
        "trade",
        "0612345678",
        "+33 1 40 20 50 50",
        "2020-02-29",
        "29/02/2021",
        "٣١/١٢/٢٠٢٠",
        "12 000,00 DH",
        "1.500",
        "٠٠٠٧",
        "a@b.ma",
        "\x00",
        "�",
        "a\u200cb\r\nc",
        " é\u202e",
        "9" * 5000,
    ],
)
written = st.one_of(likely, st.text(st.characters(), max_size=300))
sent = st.dictionaries(st.sampled_from(WRITTEN), st.lists(written, max_size=3))


@pytest.fixture
def made(every_form: CompiledForm) -> CompiledForm:
    return every_form


def form(lists: dict[str, list[str]]) -> QueryDict:
    data = QueryDict(mutable=True)
    for code, values in lists.items():
        data.setlist(code, values)
    return data


@often
@given(lists=sent)
def test_nothing_typed_raises_and_what_is_kept_reads_the_same_again(
    made: CompiledForm, lists: dict[str, list[str]]
) -> None:
    outcome = made.clean(form(lists))
    made.pages[0].render({}, errors=outcome.errors, raw=outcome.raw)
    kept = json.loads(json.dumps(outcome.answers))
    again = made.clean(form({code: typed(answer) for code, answer in kept.items()}))
    assert (again.answers, again.errors) == (outcome.answers, {})
    assert made.missing(kept) == {}
    assert made.pages[0].render(kept) == made.pages[0].render(again.answers)


@often
@given(lists=sent)
def test_a_hidden_question_never_answers(made: CompiledForm, lists: dict[str, list[str]]) -> None:
    outcome = made.clean(form({**lists, "yes_no": ["no"], "text": ["I am hidden"]}))
    assert ("text" in outcome.answers, "text" in outcome.errors) == (False, False)
    assert "text" not in [row.code for row in made.rows(outcome.document)]


@often
@given(text=st.text(st.characters(codec="utf-8"), min_size=1, max_size=250))
def test_what_was_typed_comes_back_escaped(made: CompiledForm, text: str) -> None:
    html = made.pages[0].render({}, errors={"money": ["Wrong"]}, raw=form({"money": [text]}))
    assert html.count(f'name="money" value="{escape(text)}"') == 1


@pytest.mark.parametrize(
    ("code", "text", "answer"),
    [
        ("integer", "٣ ٠٠٠", 3000),
        ("integer", "1 234 567", 1234567),
        ("money", "12 000,00 DH", 12000),
        ("money", "1.500 درهم", 1500),
        ("date", "٣١/١٢/٢٠٢٠", "2020-12-31"),
        ("date", "2020-2-29", "2020-02-29"),
        ("phone", "٠٦١٢٣٤٥٦٧٨", "+212612345678"),
        ("long_text", "e\u0301tude\r\nab\u200cc\x00\u202e", "étude\nab\u200cc"),
        ("choices", "two", ["two"]),
        ("scale", "5", 5),
        ("yes_no", "no", False),
    ],
)
def test_people_write_as_they_are_used_to(
    made: CompiledForm, code: str, text: str, answer: Any
) -> None:
    assert made.clean(form({code: [text]})).answers == {code: answer}


@pytest.mark.parametrize(
    ("code", "text", "sentence"),
    [
        ("integer", "twelve", "Please write a whole number in digits, such as 12 or 2024."),
        ("integer", "9" * 5000, "This number is too large."),
        ("money", "12,5", "Please write an amount in whole dirhams, such as 12 000."),
        ("date", "31/02/2020", "Please write a date as day/month/year, such as 15/03/2024."),
        ("choice", "three", "Please choose one of the answers offered."),
        ("scale", "6", "Please choose one of the answers offered."),
        ("province", "MA-ZZZ", "Please choose one of the answers offered."),
        (
            "long_text",
            "a" * 2001,
            "This text is too long: it has 2001 characters and may have 2000.",
        ),
        ("email", "nobody", "Please write an e-mail address such as name@example.com."),
    ],
)
def test_a_refusal_is_a_sentence(code: str, text: str, sentence: str) -> None:
    assert compiled_form(every_kind().pk, "en").clean(form({code: [text]})).errors == {
        code: [sentence]
    }


@pytest.mark.parametrize(
    ("code", "text", "sentence"),
    [
        ("name", "n" * 121, "This text is too long: it has 121 characters and may have 120."),
        (
            "email",
            "a@" + "b" * 60 + ".c" * 95 + ".ma",
            "This text is too long: it has 255 characters and may have 254.",
        ),
    ],
)
def test_what_has_a_column_fits_into_it(
    candidacy: Version, code: str, text: str, sentence: str
) -> None:
    assert compiled_form(candidacy.pk, "en").clean(form({code: [text]})).errors[code] == [sentence]


def test_a_wrong_date_stays_as_it_was_typed(made: CompiledForm) -> None:
    html = made.pages[0].render({}, errors={"date": ["Wrong"]}, raw=form({"date": ["31/02/2020"]}))
    assert html.count('type="text" name="date" value="31/02/2020"') == 1


def test_the_engine_only_says_which_file_came(made: CompiledForm) -> None:
    photo = SimpleUploadedFile("photo.jpg", b"x")
    outcome = made.clean(form({}), MultiValueDict({"file": [photo]}))
    assert (outcome.files, outcome.answers) == ({"file": photo}, {})


def test_an_empty_file_is_refused() -> None:
    outcome = compiled_form(every_kind().pk, "en").clean(
        form({}), MultiValueDict({"file": [SimpleUploadedFile("a.jpg", b"")]})
    )
    assert outcome.errors == {"file": ["This file is empty."]}


def test_a_file_that_was_received_is_named(made: CompiledForm) -> None:
    html = made.pages[0].render({"file": 7}, names={"file": "<plan>.pdf"})
    assert html.count("&lt;plan&gt;.pdf") == 1


def test_a_scale_weighs_per_point(made: CompiledForm) -> None:
    assert made.scores({"scale": 4, "choice": "one", "yes_no": True}) == {
        "financing": 13,
        "digital": 2,
    }


def test_answers_are_laid_out_in_words() -> None:
    made = compiled_form(every_kind().pk, "fr")
    answers = {
        "yes_no": True,
        "integer": 2025,
        "money": 12000,
        "date": "2020-12-31",
        "province": "MA-SEF",
        "scale": 4,
    }
    assert {row.code: row.text for row in made.rows(answers) if row.text} == {
        "yes_no": "Oui",
        "integer": "2025",
        "money": "12\u202f000 DH",
        "date": "31 décembre 2020",
        "province": "Sefrou",
        "scale": "4",
    }


XSS = "</textarea><script>alert(1)</script>\"'><img src=x onerror=alert(1)>"


def test_what_staff_write_is_escaped_too() -> None:
    html = compiled_form(every_kind(XSS[:110]).pk, "fr").pages[0].render({})
    assert (html.count("<script>alert"), html.count("<img")) == (0, 0)


def test_what_people_write_is_escaped_in_every_field(made: CompiledForm) -> None:
    raw = form({code: [XSS] for code in WRITTEN})
    html = made.pages[0].render({}, errors={code: [XSS] for code in WRITTEN}, raw=raw)
    assert (html.count("<script>alert"), html.count("<img")) == (0, 0)


def test_the_region_of_the_stop_comes_first() -> None:
    version = every_kind()
    html = compiled_form(version.pk, "fr", region="MA-03").pages[0].render({"province": "MA-SEF"})
    groups = [part.split('"')[1] for part in html.split("<optgroup")[1:]]
    assert (groups[0], len(groups), html.count("<option"), html.count("selected")) == (
        "Fès-Meknès",
        12,
        76,
        1,
    )


def test_a_number_of_ten_thousand_spaces_is_refused_at_once(made: CompiledForm) -> None:
    outcome = made.clean(
        form({"money": ["1" + "\u0600 ." * 3000 + "dh"], "integer": ["1" + " 1" * 5000]})
    )
    assert sorted(set(outcome.errors) & {"money", "integer"}) == ["integer", "money"]


def test_a_long_amount_with_its_currency_is_still_read(made: CompiledForm) -> None:
    assert (
        made.clean(form({"money": ["  1 000 000 000 , 00 دراهم".replace(" , ", ",")]})).answers[
            "money"
        ]
        == 10**9
    )
