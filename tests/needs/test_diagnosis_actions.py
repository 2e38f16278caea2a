"""A diagnosis from first answer to needs: what it weighs, counted once, what later answers do."""

from datetime import datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone, translation

from applications.models import Application
from needs.diagnosis.actions import begin, finish, give, keep
from needs.diagnosis.moments import is_asked, paper_for
from needs.diagnosis.scoring import levels
from needs.diagnosis.steps import AT_THE_BEGINNING, USUAL, three_steps
from needs.diagnosis.summary import bars, in_words
from needs.models import Diagnosis, Need
from people.models import Participation
from programs.models import Stop
from questionnaires.compiled_forms import CompiledForm, compiled_form
from questionnaires.models import Questionnaire, Version
from tests.cast import Cast
from tests.crew import together
from tests.questionnaires.making import every_kind
from tests.selection.asking import CALM, SALES, answered, answers

NONE = {
    "idea": 0,
    "marketing": 0,
    "financing": 0,
    "management": 0,
    "digital": 0,
    "administration": 0,
    "social_tax": 0,
}


def questions(kind: str = "self_employed") -> CompiledForm:
    version = Version.objects.get(questionnaire__purpose="diagnosis", questionnaire__stop=None)
    return compiled_form(version.pk, "ar").knowing({"kind": kind})


def code_of(refusal: pytest.ExceptionInfo[ValidationError]) -> str:
    return str(refusal.value.code)


def take_part(application: Application) -> None:
    assert application.applicant
    place = Participation.objects.create(stop=application.stop, person=application.applicant)
    Application.objects.filter(pk=application.pk).update(state="confirmed", participation=place)
    application.refresh_from_db()


def noon_of_the_end() -> datetime:
    """Of the last day of the stop."""
    last = Stop.objects.get(slug="fes").ends_on
    return timezone.make_aware(datetime.combine(last, time(12)))


def at_the_end() -> Any:
    return time_machine.travel(noon_of_the_end() - timedelta(days=5), tick=False)


@pytest.mark.django_db
def test_who_gets_along_well_has_no_need() -> None:
    assert levels(questions(), CALM) == NONE


@pytest.mark.django_db
def test_a_level_is_the_share_of_the_greatest_weight_that_could_have_been_given() -> None:
    assert levels(questions(), answers(**SALES)) == NONE | {"marketing": 100}
    assert levels(questions(), answers(customers="same", price="unsure")) == NONE | {
        "marketing": 45
    }
    assert levels(questions(), answers(first="digital")) == NONE | {"digital": 18}
    assert levels(questions(), {}) == NONE


@pytest.mark.django_db
@pytest.mark.parametrize("kind", Application.Kind.values)
def test_every_kind_can_need_all_of_a_theme_and_nothing_of_it(kind: str) -> None:
    form = questions(kind)
    heaviest = {
        each.code: max(each.options, key=lambda code: sum(each.weights.get(code, {}).values()))
        for each in form.shown({})
        if each.kind == "choice"
    }
    for theme in NONE:
        needed = levels(form, heaviest | {"first": theme})
        assert (needed[theme], sorted(needed)) == (100, sorted(NONE))


@pytest.mark.django_db
def test_scales_yes_and_several_choices_are_levels_too() -> None:
    form = compiled_form(every_kind().pk, "ar")
    assert levels(form, {"scale": 1, "choice": "one"}) == {"financing": 0, "digital": 0}
    assert levels(form, {"scale": 3, "choice": "one", "choices": ["two"]}) == {
        "financing": 50,
        "digital": 50,
    }
    assert levels(form, {"scale": 5, "choice": "two", "choices": ["one", "two"]}) == {
        "financing": 100,
        "digital": 100,
    }


def test_three_steps_are_of_three_kinds_and_of_the_three_greatest_needs() -> None:
    steps = three_steps({"digital": 90, "marketing": 60, "idea": 55}, "micro", "running")
    assert [(step.way, step.theme) for step in steps] == [
        ("workshop", "marketing"),
        ("coaching", "digital"),
        ("alone", "idea"),
    ]


def test_a_place_and_an_hour_are_promised_only_where_the_plan_counts_a_need() -> None:
    few = three_steps({"digital": 49, "marketing": 40}, "micro", "running")
    great = three_steps({"digital": 90, "marketing": 50}, "micro", "running")
    assert [[step.planned for step in steps] for steps in (few, great)] == [
        [False, False, False],
        [True, True, False],
    ]


def test_without_any_need_there_are_three_steps_all_the_same() -> None:
    for kind in Application.Kind.values:
        for stage in (*Application.Stage.values, ""):
            order = AT_THE_BEGINNING if kind == "project" or stage == "idea" else USUAL
            themes = {step.theme for step in three_steps({}, kind, stage)}
            assert (themes, len(themes)) == ({*order[:3]}, 3)


def test_a_cooperative_and_who_begins_read_their_own_words() -> None:
    needs = {"administration": 90, "management": 80}
    with translation.override("ar"):
        assert (
            str(three_steps(needs, "cooperative", "running")[1].title)
            == "قراءة النظام الأساسي للتعاونية معا"
        )
        assert str(three_steps(needs, "project", "idea")[0].title) == "تنظيم الوقت وأول الحسابات"
        assert str(three_steps(needs, "micro", "running")[1].title) == "الشكل القانوني الذي يناسبك"


@pytest.mark.django_db
def test_bars_show_what_is_in_hand_and_none_is_empty() -> None:
    with translation.override("ar"):
        drawn = bars({"financing": 100, "idea": 10}, {"idea": 60}, {"financing"})
        words = (in_words(50), in_words(49), in_words(24))
    assert [(bar.icon, bar.width, bar.before, bar.words) for bar in drawn] == [
        ("money", 8, 0, "من خطواتك الثلاث"),
        ("idea", 90, 40, "يسير جيدا"),
    ]
    assert words == ("ننظر فيه معا لاحقا", "قليل من المساعدة يكفي", "يسير جيدا")


def test_finishing_opens_the_needs_it_shows_and_counts_once(cast: Cast) -> None:
    done = answered(cast.application, **SALES)
    again = finish(done, by=cast["EX1"])
    assert (done.scores, again.finished_at, again.entered_by) == (
        NONE | {"marketing": 100},
        done.finished_at,
        None,
    )
    needs: list[Any] = [
        *Need.objects.values_list("application", "theme__code", "level", "state", "changed_by")
    ]
    assert needs == [(cast.application.pk, "marketing", 100, "open", None)]


@pytest.mark.django_db(transaction=True)
@pytest.mark.races
def test_two_telephones_finish_it_once(transactional_db: None) -> None:  # noqa: ARG001
    from tests.cast import gather  # noqa: PLC0415

    cast = gather()
    begun = keep(begin(cast.application, moment="start", language="ar"), answers(**SALES))

    def finished() -> str:
        return str(finish(Diagnosis.objects.get(pk=begun.pk)).finished_at)

    moments = {*together([finished] * 4)}
    assert (len(moments), Need.objects.count()) == (1, 1)


def test_what_is_missing_is_said_and_nothing_is_counted(cast: Cast) -> None:
    begun = keep(begin(cast.application, moment="start", language="ar"), {"goal": "clear"})
    with pytest.raises(ValidationError) as refusal:
        finish(begun)
    begun.refresh_from_db()
    assert (code_of(refusal), begun.finished_at, begun.scores, begun.answers) == (
        "incomplete",
        None,
        {},
        {"goal": "clear"},
    )


def test_it_is_begun_once_and_what_was_finished_stays(cast: Cast) -> None:
    first = begin(cast.application, moment="start", language="ar")
    assert begin(cast.application, moment="start", language="fr", entered_by=cast["RV"]) == first
    finish(keep(first, CALM))
    with pytest.raises(ValidationError) as kept:
        keep(first, {"goal": "thinking"})
    with pytest.raises(ValidationError) as refusal:
        give(cast.application, moment="start", expert=cast["EX1"], by=cast["RV"])
    assert (code_of(kept), code_of(refusal)) == ("finished", "finished")
    assert (Diagnosis.objects.get().answers["goal"], Diagnosis.objects.get().expert) == (
        "clear",
        None,
    )


def test_an_answer_of_nothing_takes_the_earlier_one_away(cast: Cast) -> None:
    begun = keep(
        begin(cast.application, moment="start", language="ar"), {"goal": "clear", "words": "شكرا"}
    )
    assert keep(begun, {"words": None, "reason": "hard"}).answers == {
        "goal": "clear",
        "reason": "hard",
    }


@pytest.mark.parametrize(
    ("state", "asked"),
    [
        ("submitted", True),
        ("accepted", True),
        ("waiting", True),
        ("declined", False),
        ("withdrawn", False),
    ],
)
def test_who_is_asked_at_the_start(cast: Cast, state: str, asked: bool) -> None:  # noqa: FBT001  Django calls it so
    cast.application.state = state
    assert (is_asked(cast.application, "start"), is_asked(cast.application, "end")) == (
        asked,
        False,
    )


def test_the_end_is_asked_of_those_who_took_part_two_weeks_before_it(cast: Cast) -> None:
    take_part(cast.application)
    moments = []
    for days in (-15, -14, 89, 90):
        with time_machine.travel(noon_of_the_end() + timedelta(days=days), tick=False):
            moments.append((is_asked(cast.application, "end"), is_asked(cast.application, "later")))
            assert is_asked(cast.neighbour, "end") is False
    assert moments == [(False, False), (True, False), (True, False), (True, True)]


def test_too_early_nothing_is_begun(cast: Cast) -> None:
    with pytest.raises(ValidationError) as refusal:
        begin(cast.application, moment="end", language="ar")
    assert (code_of(refusal), Diagnosis.objects.count()) == ("not_now", 0)


def test_later_answers_lower_a_need_open_new_ones_and_leave_what_staff_corrected(
    cast: Cast,
) -> None:
    hard = {"money": "support", "file": "what", "reserve": "hard"}
    answered(cast.application, **SALES, **hard)
    corrected = Need.objects.get(theme__code="financing")
    Need.objects.filter(pk=corrected.pk).update(
        level=60, changed_by=cast["RV"], reason="بعد اللقاء"
    )
    take_part(cast.application)
    with at_the_end():
        answered(
            cast.application,
            "end",
            price="others",
            notebook="how",
            month_end="hard",
            orders="often",
        )
    needs = {
        need.theme.code: (need.level, need.state) for need in Need.objects.select_related("theme")
    }
    assert needs == {
        "financing": (60, "open"),
        "marketing": (9, "open"),
        "management": (82, "open"),
    }


def test_later_answers_do_not_raise_a_need(cast: Cast) -> None:
    answered(cast.application, customers="looking", price="unsure")
    take_part(cast.application)
    with at_the_end():
        answered(cast.application, "end", **SALES)
    assert Need.objects.get().level == 55


def test_the_questions_of_the_end_are_those_of_the_start(cast: Cast) -> None:
    first = answered(cast.application)
    own = Questionnaire.objects.create(purpose="diagnosis", stop=cast.stop, name_ar="فاس")
    newer = Version.objects.create(questionnaire=own, number=1, published_at=timezone.now())
    take_part(cast.application)
    take_part(cast.neighbour)
    with at_the_end():
        versions = [
            begin(application, moment="end", language="ar").version_id
            for application in (cast.application, cast.neighbour)
        ]
    assert versions == [first.version_id, newer.pk]


def test_what_the_candidacy_told_is_not_asked_again(cast: Cast) -> None:
    version = Version.objects.get(questionnaire__purpose="diagnosis")
    codes = {each.code for each in paper_for(cast.application, version.pk, "ar").shown({})}
    assert (codes >= {*CALM}, codes & {"idea_clear", "tasks", "workers"}) == (True, set())
