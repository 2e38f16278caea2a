"""Questions and pages put elsewhere, taken out; a draft looked at, published, thrown away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from questionnaires.models import Question, Questionnaire, Version
from questionnaires.rules import faults
from selection.models import Criterion
from tests.questionnaires.builder.writing import asked, at, change, form_at, put_in_force, sentences

if TYPE_CHECKING:
    from tests.cast import Cast

pytestmark = pytest.mark.django_db


def codes_on(version: Version, page: str) -> list[str]:
    rows = Question.objects.filter(section__version=version, section__code=page)
    return [*rows.order_by("position").values_list("code", flat=True)]


@pytest.mark.parametrize(
    ("code", "direction", "page", "order"),
    [
        ("gender", "up", "who", ["kind", "gender", "name", "age_band"]),
        ("kind", "down", "who", ["name", "kind", "gender", "age_band"]),
        ("age_band", "down", "reach", ["age_band", "phone", "whatsapp", "email", "language"]),
        ("kind", "up", "who", ["kind", "name", "gender", "age_band"]),
    ],
)
def test_a_question_moves_by_one_place_and_over_the_edge_of_its_page(
    cast: Cast, own: Version, code: str, direction: str, page: str, order: list[str]
) -> None:
    cast.client("RS1").post(at(own, code, "place"), {"direction": direction})
    assert codes_on(own, page) == order


def test_a_question_is_dropped_before_another_one(cast: Cast, own: Version) -> None:
    where = {"page": own.sections.get(code="who").pk, "before": asked(own, "name").pk}
    cast.client("RS1").post(at(own, "video", "place"), where)
    assert codes_on(own, "who") == ["kind", "video", "name", "gender", "age_band"]


def test_a_question_never_stands_above_the_one_that_it_hangs_on(cast: Cast, own: Version) -> None:
    where = {"page": own.sections.get(code="who").pk, "before": asked(own, "kind").pk}
    answer = cast.client("RS1").post(at(own, "legal_form", "place"), where)
    assert (answer.status_code, sentences(answer), codes_on(own, "who")[0]) == (
        422,
        [
            (
                "“Legal form” is asked only after some answers to “What is your situation today?”: "
                "it has to stand below it."
            )
        ],
        "kind",
    )


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("phone", "Nobody could apply without this question: it may be reworded, not removed."),
        (
            "needs",
            "The criterion “Needs” of Stop fes gives points by its answers: change that first.",
        ),
    ],
)
def test_what_others_live_on_is_not_removed(
    cast: Cast, own: Version, code: str, sentence: str
) -> None:
    source = {"question": "needs", "from": {"1": 2}}
    Criterion.objects.create(
        stop=cast.stop, code="needs", name_en="Needs", refusal_en="-", source=source
    )
    page = cast.client("RS1").get(form_at(own))
    cards = {c.question.code: c for leaf in page.context["leaves"] for c in leaf.cards}
    answer = cast.client("RS1").post(at(own, code, "removal"), {"seen": cards[code].seen})
    assert (answer.status_code, sentences(answer)) == (422, [sentence])


def test_a_removed_question_is_named_before_publication(cast: Cast, own: Version) -> None:
    browser = cast.client("RS1")
    put_in_force(browser, own)
    browser.post(form_at(own, "draft"))
    draft = Version.objects.get(questionnaire=own.questionnaire, number=2)
    page = browser.get(form_at(draft))
    cards = {c.question.code: c for leaf in page.context["leaves"] for c in leaf.cards}
    browser.post(at(draft, "video", "removal"), {"seen": cards["video"].seen})
    change(browser, draft, "locality", label_fr="Votre commune")
    changes = browser.get(form_at(draft, "publication")).context["changes"]
    assert (
        changes.added,
        changes.removed,
        [(each.name, each.how) for each in changes.changed],
    ) == (
        [],
        ["Is a video call possible?"],
        [
            (
                "Town, village or neighbourhood",
                ["Français: “Ville, douar ou quartier” becomes “Votre commune”"],
            )
        ],
    )


def test_a_draft_is_published_once_and_then_read_only(cast: Cast, own: Version) -> None:
    browser = cast.client("RS1")
    put_in_force(browser, own)
    own.refresh_from_db()
    answer = change_of_frozen(browser, own)
    assert (own.published_at is not None, answer) == (True, 302)


def change_of_frozen(browser: object, version: Version) -> int:
    return int(browser.get(at(version, "name")).status_code)


def test_a_draft_that_was_never_in_force_is_thrown_away_with_its_form(
    cast: Cast, own: Version
) -> None:
    cast.client("RS1").post(form_at(own, "disposal"))
    assert Questionnaire.objects.filter(pk=own.questionnaire_id).exists() is False


def test_a_page_with_questions_is_not_removed(cast: Cast, own: Version) -> None:
    page = own.sections.get(code="where")
    answer = cast.client("RS1").post(form_at(own, "pages", page.pk, "removal"))
    assert sentences(answer) == ["This page still has questions: move or remove them first."]


def test_a_draft_begins_sound(own: Version) -> None:
    assert faults(own) == []
