"""The score that a form gives alone: by which rules, of what it is made, when it is made again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from applications.actions import keep
from applications.models import Application
from selection.models import Criterion, PreScore, Selection
from selection.review.criteria import criteria_of, load_defaults
from selection.review.prescore import Reason, Scored, points_for, refresh, score, three_reasons
from tests.cast import without_files
from tests.selection.reviewing import BY_STAGE, criterion, file

if TYPE_CHECKING:
    from programs.models import Stop
    from tests.cast import Cast


@pytest.fixture
def stop(cast: Cast) -> Stop:
    """The open stop, with nobody in it but those whom a test brings."""
    without_files(cast)
    return cast.stop


@pytest.mark.parametrize(
    ("source", "answer", "points"),
    [
        (BY_STAGE, "running", 4),
        (BY_STAGE, "growing", 0),
        (BY_STAGE, None, 0),
        ({"question": "stage", "points": {"idea": 1}}, None, None),
        ({"question": "stage", "points": {"idea": 1}}, "running", 0),
        ({"question": "needs", "points": {"funding": 4, "other": 2}}, ["other", "funding"], 4),
        ({"question": "video", "points": {"yes": 3, "no": 1}}, False, 1),
        ({"question": "mood", "points": {"5": 4}}, 5, 4),
        ({"question": "people", "from": {"1": 2, "2": 3, "4": 4}}, 3, 3),
        ({"question": "people", "from": {"1": 2, "2": 3, "4": 4}}, 0, 0),
        ({"question": "people", "from": {"1": 2}}, None, None),
        (
            {"question": "hours", "from": {"1": 2, "3": 4}, "otherwise": 1},
            ["morning", "evening"],
            2,
        ),
        ({"question": "hours", "from": {"1": 2, "3": 4}, "otherwise": 1}, [], 1),
        ({"question": "question", "given": 3, "otherwise": 1}, "Comment vendre ?", 3),
        ({"question": "question", "given": 3, "otherwise": 1}, "", 1),
    ],
)
def test_a_rule_gives_an_answer_its_points(
    source: dict[str, Any], answer: Any, points: int | None
) -> None:
    assert points_for(source, answer) == points


def rule(code: str, weight: int, **source: Any) -> Criterion:
    """A criterion that is nowhere but here."""
    return Criterion(code=code, weight=weight, source=source)


def test_a_score_is_the_weighted_share_of_what_could_be_had() -> None:
    rules = [
        rule("a", 3, **BY_STAGE),
        rule("b", 1, question="video", points={"yes": 4, "no": 0}),
        rule("c", 9),
    ]
    assert score(rules, {"stage": "idea", "video": True}) == Scored(
        44,
        [
            {"criterion": "a", "points": 1, "weight": 3, "question": "stage", "answer": "idea"},
            {"criterion": "b", "points": 4, "weight": 1, "question": "video", "answer": True},
        ],
    )


def test_what_is_not_asked_of_somebody_counts_neither_for_nor_against_them() -> None:
    rules = [rule("a", 1, **BY_STAGE), rule("people", 5, question="people", **{"from": {"2": 4}})]
    assert score(rules, {"stage": "running"}).points == 100


def test_words_that_somebody_typed_are_not_copied_into_the_score() -> None:
    result = score(
        [rule("ask", 1, question="question", given=4)], {"question": "Je m’appelle Salma"}
    )
    assert [part["answer"] for part in result.parts] == [True]


def test_without_criteria_there_is_no_score(stop: Stop) -> None:
    file(stop, 1)
    assert (refresh(stop), PreScore.objects.count()) == (0, 0)


def test_only_what_came_or_changed_is_scored_again(stop: Stop) -> None:
    criterion(stop, "maturity", source=BY_STAGE)
    first = file(stop, 1, answers={"stage": "idea"})
    (
        file(stop, 2, answers={"stage": "running"}),
        file(stop, 3, state="withdrawn"),
        file(stop, 4, state="declined"),
    )
    done = [refresh(stop), refresh(stop)]
    keep(first, answers={"stage": "running"}, late=True)
    done.append(refresh(stop))
    assert (done, list(PreScore.objects.order_by("pk").values_list("points", flat=True))) == (
        [2, 0, 1],
        [100, 100],
    )


def test_a_change_of_the_criteria_scores_all_again(stop: Stop) -> None:
    criterion(stop, "maturity", source=BY_STAGE)
    file(stop, 1, answers={"stage": "idea"}), file(stop, 2, answers={"stage": "running"})
    refresh(stop)
    Criterion.objects.update(source={**BY_STAGE, "points": {"idea": 4, "running": 2}})
    Selection.objects.update_or_create(stop=stop, defaults={"criteria_changed_at": timezone.now()})
    assert [refresh(stop), refresh(stop)] == [2, 0]
    assert list(PreScore.objects.order_by("pk").values_list("points", flat=True)) == [100, 50]


def test_scores_go_when_no_criterion_has_a_rule_any_more(stop: Stop) -> None:
    criterion(stop, "maturity", source=BY_STAGE)
    file(stop, 1, answers={"stage": "idea"})
    refresh(stop)
    Criterion.objects.update(source={})
    assert (refresh(stop), PreScore.objects.count()) == (1, 0)


def test_one_file_costs_what_three_do(stop: Stop) -> None:
    criterion(stop, "maturity", source=BY_STAGE)
    counted = []
    for numbers in ([1], [2, 3, 4]):
        for number in numbers:
            file(stop, number, answers={"stage": "idea"})
        with CaptureQueriesContext(connection) as queries:
            refresh(stop)
        counted.append(len(queries))
    assert counted == [7, 7]


def test_three_reasons_are_those_that_pull_most(stop: Stop) -> None:
    for code, weight in (("a", 1), ("b", 3), ("c", 2), ("d", 2)):
        criterion(
            stop,
            code,
            weight=weight,
            anchors={0: "rien", 2: "assez", 4: "tout"},
            position=ord(code),
        )
    parts = [
        {"criterion": code, "points": points, "weight": weight}
        for code, points, weight in (
            ("a", 4, 1),
            ("b", 2, 3),
            ("c", 0, 2),
            ("d", 4, 2),
            ("gone", 4, 9),
        )
    ]
    with translation.override("fr"):
        reasons = three_reasons(Scored(50, parts), criteria_of(stop))
    assert reasons == [
        Reason("A\u00a0: tout", 4, 4),
        Reason("C\u00a0: rien", 0, 4),
        Reason("D\u00a0: tout", 4, 4),
    ]


def sentences_in(language: str, application: Application, stop: Stop) -> list[str]:
    """The three reasons for the score of an application, in words."""
    score = PreScore.objects.get(application=application)
    with translation.override(language):
        return [each.text for each in three_reasons(score, criteria_of(stop))]


def test_the_criteria_of_the_house_score_everybody_in_three_languages(stop: Stop) -> None:
    loaded = [load_defaults(stop), load_defaults(stop)]
    application = file(
        stop,
        1,
        answers={"stage": "running", "needs": ["funding"], "connection": "weak", "people": 2},
    )
    refresh(stop)
    assert (loaded, PreScore.objects.get().points) == ([6, 0], 75)
    assert [sentences_in(language, application, stop) for language in ("ar", "fr", "en")] == [
        [
            "نضج المشروع: نشاط يبيع بانتظام أو يكبر",
            "طبيعة الحاجة: حاجة تجيب عنها الورشات والمواكبة مباشرة",
            "التفرغ والتجاوب: الأوقات غير مذكورة بعد",
        ],
        [
            "Maturité du projet\u00a0: Une activité qui vend régulièrement ou qui grandit",
            (
                "Nature du besoin\u00a0: Un besoin auquel ateliers et accompagnement "
                "répondent directement"
            ),
            "Disponibilité et réactivité\u00a0: Les moments ne sont pas encore indiqués",
        ],
        [
            "Maturity of the project: An activity that sells regularly, or grows",
            "Nature of the need: A need that workshops and coaching answer directly",
            "Time and responsiveness: The times are not told yet",
        ],
    ]


def test_whoever_was_decided_keeps_the_score_they_were_decided_by(stop: Stop) -> None:
    criterion(stop, "maturity", source=BY_STAGE)
    application = file(stop, 1, answers={"stage": "idea"})
    refresh(stop)
    Application.objects.filter(pk=application.pk).update(
        state="declined", answers={"stage": "running"}
    )
    assert (refresh(stop), PreScore.objects.get().points) == (0, 25)
