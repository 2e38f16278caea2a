"""What a compiled form promises to the rooms that use it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import QueryDict

from questionnaires.compiled_forms import compiled_form

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

    from questionnaires.models import Version

WHOLE = (
    "kind=micro&name=Salma&phone=0612345678&whatsapp=yes&language=ar&province=MA-SEF&sector=textile&activity=Couture"
    "&stage=running&registered=no&legal_form=sole&since=2 019&people=٣"
    "&needs=customers&needs=online&connection=weak&video=no"
)
KEPT = {
    "kind": "micro",
    "name": "Salma",
    "phone": "+212612345678",
    "whatsapp": True,
    "language": "ar",
    "province": "MA-SEF",
    "sector": "textile",
    "activity": "Couture",
    "stage": "running",
    "registered": False,
    "legal_form": "sole",
    "since": 2019,
    "people": 3,
    "needs": ["customers", "online"],
    "connection": "weak",
    "video": False,
}


def test_the_default_candidacy_has_six_pages(candidacy: Version) -> None:
    assert [page.code for page in compiled_form(candidacy.pk, "ar").pages] == [
        "who",
        "reach",
        "where",
        "activity",
        "stage",
        "needs",
    ]


def test_a_whole_document_is_cleaned_at_once(candidacy: Version) -> None:
    outcome = compiled_form(candidacy.pk, "fr").clean(QueryDict(WHOLE))
    assert (outcome.answers, outcome.errors) == (KEPT, {})


def test_what_was_chosen_before_is_read_anew_for_each_and_nothing_made_up_is_kept(
    candidacy: Version,
) -> None:
    form = compiled_form(candidacy.pk, "fr")
    form.clean(QueryDict(WHOLE)).answers["needs"].append("spoiled")
    again = form.clean(QueryDict(WHOLE)).answers["needs"]
    again.append("spoiled")
    assert form.clean(QueryDict(WHOLE)).answers == KEPT
    form.clean(QueryDict(f"stage=made-up&{WHOLE}&needs=customers&needs=made-up"))
    kept = {code for each in form.questions for sent in each._read for code in sent}  # noqa: SLF001
    assert ("made-up" in kept, {"customers", "online"} <= kept) == (False, True)


def test_fields_that_are_not_in_the_paper_are_ignored(candidacy: Version) -> None:
    assert (
        compiled_form(candidacy.pk, "fr")
        .clean(QueryDict(WHOLE + "&state=confirmed&is_staff=1"))
        .answers
        == KEPT
    )


def test_nothing_is_missing_from_a_whole_document(candidacy: Version) -> None:
    assert compiled_form(candidacy.pk, "ar").missing(KEPT) == {}


def test_what_is_missing_is_said_by_page(candidacy: Version) -> None:
    missing = compiled_form(candidacy.pk, "en").missing({**KEPT, "name": "", "video": None})
    assert missing == {
        "who": {"name": ["Please answer this question."]},
        "needs": {"video": ["Please choose an answer."]},
    }


def test_an_answer_hides_the_questions_that_hang_on_it(candidacy: Version) -> None:
    page = compiled_form(candidacy.pk, "fr").page("who")
    outcome = page.clean(QueryDict("kind=project&name=Salma"), {}, KEPT)
    assert outcome.changes == {
        "kind": "project",
        "name": "Salma",
        "registered": None,
        "legal_form": None,
    }


def test_scores_are_sums_of_the_weights_of_the_choices(candidacy: Version) -> None:
    assert compiled_form(candidacy.pk, "ar").scores(KEPT) == {"marketing": 3, "digital": 2}


def test_a_warm_paper_asks_the_database_nothing(
    candidacy: Version,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    compiled_form(candidacy.pk, "ar")
    with django_assert_num_queries(0):
        made = compiled_form(candidacy.pk, "ar")
        made.page("where").render({"province": "MA-SEF"})


def test_what_is_wrong_is_said_beside_the_field_and_what_was_typed_stays(
    candidacy: Version,
) -> None:
    page = compiled_form(candidacy.pk, "en").page("reach")
    outcome = page.clean(QueryDict('phone=<b>"12&whatsapp=no&language=ar'), {}, {})
    assert outcome.errors == {"phone": ["Please write a phone number such as 06 12 34 56 78."]}
    html = page.render({}, errors=outcome.errors, raw=outcome.raw)
    assert html.count('value="&lt;b&gt;&quot;12"') == 1
    assert html.count('aria-invalid="true"') == 1
    assert html.count('aria-describedby="id_phone_helptext id_phone_error"') == 1
    assert html.count("checked") == 2
