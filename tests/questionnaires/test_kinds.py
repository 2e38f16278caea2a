"""Every kind of question, through all that reads its row; the time of day as people write it."""

from __future__ import annotations

import re
from copy import copy
from dataclasses import dataclass
from datetime import time
from html import unescape
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.urls import reverse
from django.utils import translation
from django.utils.datastructures import MultiValueDict
from openpyxl import Workbook

from applications.models import Application
from desk.columns import columns
from desk.reading import read_sheet
from questionnaires.compiled_forms import compiled_form
from questionnaires.kinds import KINDS
from questionnaires.models import Question, Version
from reporting.exports.writing import table
from selection.duplicates.comparing import lines
from tests.questionnaires.making import every_kind

if TYPE_CHECKING:
    from questionnaires.compiled import CompiledForm, Page
    from questionnaires.writing import Answer
    from tests.cast import Cast

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Sample:
    """What is typed, what is kept, how it reads in French; something wrong; a sheet's cell."""

    typed: str
    kept: Answer
    words: str
    wrong: str
    cell: str = ""


SAMPLES = {
    "text": Sample("Fès", "Fès", "Fès", "a" * 201),
    "long_text": Sample("un\ndeux", "un\ndeux", "un\ndeux", "a" * 2001),
    "integer": Sample("12 000", 12000, "12\u202f000", "twelve"),
    "money": Sample("500 DH", 500, "500 DH", "12,5"),
    "date": Sample("31/12/2020", "2020-12-31", "31 décembre 2020", "31/02/2020"),
    "time": Sample("9h30", "09:30", "09:30", "à neuf heures"),
    "choice": Sample("one", "one", "A question", "three"),
    "choices": Sample("two", ["two"], "A question", "three"),
    "yes_no": Sample("yes", kept=True, words="Oui", wrong="perhaps", cell="oui"),
    "scale": Sample("4", 4, "4", "6"),
    "phone": Sample("06 12 34 56 78", "+212612345678", "+212612345678", "12"),
    "email": Sample("a@b.ma", "a@b.ma", "a@b.ma", "nobody"),
    "province": Sample("MA-SEF", "MA-SEF", "Sefrou", "MA-ZZZ", "Sefrou"),
    "sector": Sample("trade", "trade", "Commerce", "none", "Commerce"),
    "file": Sample("", 7, "Un fichier a été envoyé.", ""),
}
WRITTEN = [code for code, kind in KINDS.items() if not kind.is_chosen and not kind.takes_file]
CHOSEN = [code for code, kind in KINDS.items() if kind.is_chosen]
PICKERS = [code for code, kind in KINDS.items() if kind.retyped is not None]


def data(**values: str) -> QueryDict:
    """What a browser would send; the question of a line of text is asked after a yes only."""
    query = QueryDict(mutable=True)
    for code, value in {"yes_no": "yes", **values}.items():
        query[code] = value
    return query


def page_of(form: CompiledForm) -> Page:
    return form.pages[0]


def input_of(html: str, code: str) -> str:
    """The field of a question as it is drawn, as far as its value goes."""
    return unescape(
        next(
            iter(
                re.findall(
                    rf'<(?:input|textarea)[^>]*name="{code}"[^>]*>(?:[^<]*</textarea>)?', html
                )
            )
        )
    )


@pytest.fixture
def form(every_form: CompiledForm) -> CompiledForm:
    return every_form


def test_every_kind_has_a_sample_here_and_a_place_among_the_choices_of_the_builder() -> None:
    offered = [code for code, _label in Question(kind="time")._meta.get_field("kind").choices or ()]  # noqa: SLF001  Django's public name
    assert (set(SAMPLES), offered) == (set(KINDS), list(KINDS))


def form_of(question: Question) -> int:
    return question.section.version.questionnaire_id


def test_the_builder_offers_every_kind_to_staff(cast: Cast) -> None:
    question = Question.objects.filter(
        section__version=every_kind(publish=False), code="date"
    ).get()
    html = (
        cast.client("NS")
        .get(reverse("forms:question", args=[form_of(question), question.pk]))
        .content.decode()
    )
    assert [code for code in KINDS if f'<option value="{code}"' not in html] == []


@pytest.mark.parametrize("code", KINDS)
def test_every_kind_is_drawn_and_may_be_left_out(form: CompiledForm, code: str) -> None:
    html = page_of(form).render({"yes_no": True})
    assert (f'name="{code}"' in html, form.clean(data()).errors) == (True, {})


@pytest.mark.parametrize("code", [code for code in KINDS if code != "file"])
def test_every_kind_keeps_what_people_type(form: CompiledForm, code: str) -> None:
    outcome = form.clean(data(**{code: SAMPLES[code].typed}))
    assert (outcome.answers[code], outcome.errors) == (SAMPLES[code].kept, {})


def test_a_file_is_handed_over() -> None:
    photo = SimpleUploadedFile("photo.jpg", b"x")
    files = MultiValueDict({"file": [photo]})
    assert compiled_form(every_kind().pk, "fr").clean(data(), files).files == {"file": photo}


@pytest.mark.parametrize("code", [code for code in KINDS if code != "file"])
def test_every_kind_refuses_what_is_no_answer_beside_its_question(
    form: CompiledForm, code: str
) -> None:
    errors = form.clean(data(**{code: SAMPLES[code].wrong})).errors
    html = page_of(form).render(
        {"yes_no": True}, errors=errors, raw=data(**{code: SAMPLES[code].wrong})
    )
    assert (list(errors), html.count(f'id="error_1_id_{code}"') + html.count("is-invalid") > 0) == (
        [code],
        True,
    )


@pytest.mark.parametrize("code", WRITTEN)
def test_what_is_wrong_stays_as_it_was_typed_in_a_field_that_can_hold_it(
    form: CompiledForm, code: str
) -> None:
    raw = data(**{code: SAMPLES[code].wrong})
    drawn = input_of(page_of(form).render({}, errors=form.clean(raw).errors, raw=raw), code)
    assert (SAMPLES[code].wrong in drawn, 'type="date"' in drawn, 'type="time"' in drawn) == (
        True,
        False,
        False,
    )


@pytest.mark.parametrize("code", WRITTEN)
@pytest.mark.parametrize("part", ["typed", "wrong"])
def test_what_was_typed_stays_when_another_question_is_refused(
    form: CompiledForm, code: str, part: str
) -> None:
    typed = getattr(SAMPLES[code], part)
    drawn = input_of(
        page_of(form).render({}, errors={"scale": ["Wrong"]}, raw=data(**{code: typed})), code
    )
    assert (typed in drawn, 'type="date"' in drawn, 'type="time"' in drawn) == (True, False, False)


@pytest.mark.parametrize("code", WRITTEN)
def test_a_kept_answer_is_drawn_again_and_means_the_same(form: CompiledForm, code: str) -> None:
    kept = SAMPLES[code].kept
    drawn = input_of(page_of(form).render({"yes_no": True, code: kept}), code)
    assert (str(kept) in drawn, form.missing({code: kept})) == (True, {})


@pytest.mark.parametrize("code", PICKERS)
def test_a_picker_shows_what_it_can_hold(form: CompiledForm, code: str) -> None:
    kept = str(SAMPLES[code].kept)
    drawn = {
        input_of(page_of(form).render({code: kept}), code),
        input_of(
            page_of(form).render({}, errors={"scale": ["Wrong"]}, raw=data(**{code: kept})), code
        ),
    }
    assert [f'type="{code}"' in one for one in drawn] == [True]


@pytest.mark.parametrize("code", CHOSEN)
def test_a_choice_that_was_kept_is_drawn_as_chosen(form: CompiledForm, code: str) -> None:
    html = page_of(form).render({code: SAMPLES[code].kept})
    chosen = re.findall(r'(?:value="([^"]+)" (?:checked|selected))', html)
    assert chosen == [SAMPLES[code].typed]


@pytest.mark.parametrize("code", KINDS)
def test_every_kind_is_laid_out_to_read(form: CompiledForm, code: str) -> None:
    rows = {row.code: row for row in form.rows({"yes_no": True, code: SAMPLES[code].kept})}
    assert (rows[code].text, rows[code].traits) == (SAMPLES[code].words, KINDS[code])


@pytest.mark.parametrize("code", KINDS)
def test_every_kind_but_a_file_has_a_column_in_a_sheet_that_reads_what_is_typed(code: str) -> None:
    version = every_kind()
    described = {column.code: column for column in columns(version.pk, "fr")}
    if KINDS[code].takes_file:
        assert code not in described
        return
    cell = SAMPLES[code].cell or SAMPLES[code].typed
    sent = MultiValueDict({"yes_no": ["yes"], code: described[code].typed(cell)})
    assert compiled_form(version.pk, "fr").clean(sent).answers[code] == SAMPLES[code].kept


@pytest.mark.parametrize(
    "code", [code for code in WRITTEN if code != "date"]
)  # a date is exported in words
def test_what_is_exported_can_be_imported_again(form: CompiledForm, code: str) -> None:
    kept = SAMPLES[code].kept
    row = next(row for row in form.rows({"yes_no": True, code: kept}) if row.code == code)
    exported = str(kept) if row.traits.is_number else row.text
    assert form.clean(data(**{code: exported})).answers.get(code) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("9:30", "09:30"),
        ("9h30", "09:30"),
        ("9 h", "09:00"),
        ("9 H 05", "09:05"),
        ("09.30", "09:30"),
        ("٩:٣٠", "09:30"),
        ("9:30 م", "21:30"),
        ("٩:٣٠ صباحًا", "09:30"),
        ("9:30 مساءً", "21:30"),
        ("9:30 PM", "21:30"),
        ("12 p.m.", "12:00"),
        ("12:05 am", "00:05"),
        ("00:00", "00:00"),
        ("23:59", "23:59"),
    ],
)
def test_a_time_is_read_as_people_write_it(form: CompiledForm, typed: str, kept: str) -> None:
    outcome = form.clean(data(time=typed))
    assert (outcome.answers.get("time"), outcome.errors) == (kept, {})


@pytest.mark.parametrize(
    "typed", ["9", "24:00", "9:60", "9.3", "13 pm", "0 am", "09:30:15", "930", "h30", "soon"]
)
def test_what_is_no_time_is_refused_in_a_sentence(form: CompiledForm, typed: str) -> None:
    errors = form.clean(data(time=typed)).errors
    assert errors == {
        "time": ["Veuillez écrire l’heure sous la forme heure:minutes, par exemple 09:30."]
    }


def test_a_time_of_excel_is_a_time(form: CompiledForm) -> None:
    book, file = Workbook(), BytesIO()
    for line in (["time"], [time(9, 30)], [time(0, 0)], [time(21, 5)]):
        book.worksheets[0].append(line)
    book.save(file)
    cells = [row[0] for _number, row in read_sheet(file.getvalue()).rows]
    assert [form.clean(data(time=cell)).answers["time"] for cell in cells] == [
        "09:30",
        "00:00",
        "21:05",
    ]


@pytest.fixture
def hours(cast: Cast) -> Version:
    """The candidacy of the cast's stop, which also asks for a time of day."""
    version = cast.application.version
    section = version.sections.order_by("position")[0]
    Version.objects.filter(pk=version.pk).update(published_at=None, answered=False)
    texts = {f"label_{language}": "Opens at" for language in ("ar", "fr", "en")}
    Question.objects.create(
        section=section, code="opens", kind="time", label="Opens at", position=90, **texts
    )
    Version.objects.filter(pk=version.pk).update(
        published_at=version.published_at, answered=version.answered
    )
    return version


def test_staff_key_a_time_in_and_a_refused_one_stays_typed(cast: Cast, hours: Version) -> None:
    html = cast.client("RS1").post("/desk/fes/new/", {"opens": "9h3", "name": "x"}).content.decode()
    right = cast.client("RS1").post("/desk/fes/new/", {"opens": "9h30"}).content.decode()
    assert 'value="9h3"' in input_of(html, "opens")
    assert 'type="text" name="opens" value="9h30"' in right
    assert hours.questionnaire.purpose == "candidacy"


def test_a_time_is_read_everywhere_as_it_is_written(cast: Cast, hours: Version) -> None:
    application = cast.application
    application.answers = {**application.answers, "opens": "09:30"}
    application.save(update_fields=["answers"])
    other = copy(application)
    other.answers = {**application.answers, "opens": "14:00"}
    with translation.override("en"):
        sheet = table(Application.objects.filter(pk=application.pk), "en", [])
        exported = dict(zip(sheet.header, next(iter(sheet.rows)), strict=True))
    pair = next(line for line in lines(application, other, "en") if line.code == "opens")
    page = cast.client("RS1").get(
        reverse("file:page", args=[application.stop.slug, application.reference])
    )
    assert (exported["Opens at"], pair.stays, pair.joins, pair.takes) == (
        "09:30",
        "09:30",
        "14:00",
        False,
    )
    assert (hours.pk, page.content.decode().count("<bdi>09:30</bdi>")) == (
        application.version_id,
        1,
    )
