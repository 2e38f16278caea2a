"""A translated field over a relation is read by its three columns, in the reader's language."""

import ast
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from modeltranslation.translator import translator

from applications.models import Application
from applications.reports import Sheet, columns_of
from core.language import translated
from programs.models import Center
from tests.cast import Cast
from tests.selection.crowd import applicant
from tests.test_house import HOME, code, text_of

KEPT = {
    "portal/mydata.py",  # the keys of a JSON that people download
    "workshops/public/listing.py",  # names the three columns, and picks one of what was read
}
BY_LANGUAGE = {
    "named",
    "translated",
    "said",
}  # what makes of a plain name the columns of its languages
PEOPLE = {"person__name", "user__name", "applicant__name", "owner__name", "by__name"}
AS_WRITTEN = PEOPLE | {  # in one language for everybody
    *("responsible__person__name", "participation__person__name", "label__name"),
    "reviewer__name",
    "application__name",
}


def test_a_field_over_a_relation_is_its_three_columns() -> None:
    assert translated("stop__name") == ("stop__name_ar", "stop__name_fr", "stop__name_en")


def plain_columns(path: Path) -> Iterator[str]:
    """The strings of a file that name a translated field over a relation, plainly."""
    fields = translated_fields()
    text = text_of(path)
    if not re.search(rf"\w__({'|'.join(sorted(fields))})\b", text):
        return
    tree = ast.parse(text)
    fine = {
        id(word)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) in BY_LANGUAGE
        for word in node.args
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in fine:
            relation, _, field = node.value.rpartition("__")
            if relation.isidentifier() and field in fields:
                yield node.value


@cache
def translated_fields() -> set[str]:
    """Those of every model."""
    return {field for model in translator.get_registered_models() for field in _fields(model)}


def _fields(model: type) -> set[str]:
    return set(translator.get_options_for_model(model).all_fields)


def test_no_query_reads_the_column_that_follows_whoever_saved_last() -> None:
    plain = {
        path.relative_to(HOME).as_posix(): [*words]
        for path in code()
        if path.is_relative_to(HOME / "tests") is False
        and (words := set(plain_columns(path)) - AS_WRITTEN)
    }
    assert {path: words for path, words in plain.items() if path not in KEPT} == {}


def test_such_a_query_would_be_found(tmp_path: Path) -> None:
    file = tmp_path / "list.py"
    file.write_text('rows.only(*translated("stop__name"), "stop__name", "center__region__name")')
    assert [*plain_columns(file)] == ["stop__name", "center__region__name"]


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
@pytest.mark.parametrize("many", [1, 3])
def test_the_columns_of_an_export_cost_the_same_for_one_row_and_for_three(
    cast: Cast, language: str, many: int, django_assert_num_queries: object
) -> None:
    for number in range(many):
        applicant(cast.stop, 10 + number, name="Salma Tazi")
    rows = Application.objects.filter(reference__gte="FM-0010")
    columns = [each for each in columns_of(Sheet(rows, language, ())) if each.position == 10]
    fields = [field for each in columns for field in each.fields]
    with django_assert_num_queries(1):  # type: ignore[operator]
        kept = rows.select_related("stop").only(*fields)
        assert [each.values(row)[-1] for row in kept for each in columns]


@pytest.mark.parametrize(("language", "name"), [("ar", "مركز"), ("fr", "Centre"), ("en", "Center")])
def test_the_copy_of_ones_data_is_in_the_language_of_its_reader(
    cast: Cast, language: str, name: str
) -> None:
    center = Center.objects.get(pk=cast.stop.center_id)
    center.name_ar, center.name_fr, center.name_en = "مركز", "Centre", "Center"
    center.save()
    copy = json.loads(cast.client("RV", language).get("/account/me/data/").content)
    assert [each["center__name"] for each in copy["person"]["roles"]] == [name]
