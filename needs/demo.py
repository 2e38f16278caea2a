"""What people of the demonstration need.

Diagnoses that were answered, and two that an expert still has to ask.
"""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from applications.models import Application
from needs.diagnosis.moments import paper_for, version_for
from needs.diagnosis.scoring import NEED, levels
from needs.models import Diagnosis, Need
from programs.models import Theme
from questionnaires.actions import draft, publish
from questionnaires.models import Question, Questionnaire

if TYPE_CHECKING:
    from collections.abc import Mapping

    from people.models import User
    from programs.models import Stop
    from questionnaires.compiled_forms import CompiledForm

SEED = 24
ANSWERED, BY_EXPERT = 60, 2
SHORT = ("choice", "scale")
AMOUNT, AMOUNTS = "amount", (10_000, 15_000, 30_000, 40_000, 60_000, 120_000)  # dirhams
ASKS = {
    "ar": "كم تحتاج من المال لمشروعك، بالدرهم؟",
    "fr": "De combien avez-vous besoin pour votre projet, en dirhams ?",
    "en": "How much money does your project need, in dirhams?",
}
BATCH = 250


def put_in(stop: Stop, staff: Mapping[str, User]) -> None:
    """Let some of those who take part have answered, and give two to an expert who calls."""
    _ask_an_amount(stop)
    rng, expert = Random(SEED), staff["expert.finance"]  # noqa: S311  believable answers, no secret
    taking_part = Application.objects.filter(stop=stop, state=Application.State.CONFIRMED).order_by(
        "-submitted_at"
    )
    people = list(taking_part.select_related("stop")[: ANSWERED + BY_EXPERT])
    version, now = version_for(people[0], Diagnosis.Moment.START), timezone.now()
    made = []
    for number, person in enumerate(people):
        columns: dict[str, Any] = {"expert": expert}
        if number >= BY_EXPERT:
            compiled = paper_for(person, version, person.language)
            answers = _answers(rng, compiled)
            finished_at = now - timedelta(minutes=rng.randrange(60, 9000))
            columns = {
                "answers": answers,
                "scores": levels(compiled, answers),
                "finished_at": finished_at,
            }
            columns["begun_at"] = finished_at - timedelta(minutes=7)
        made.append(
            Diagnosis(application=person, version_id=version, language=person.language, **columns)
        )
    Diagnosis.objects.bulk_create(made, batch_size=BATCH)
    _needs(made)


def _ask_an_amount(stop: Stop) -> None:
    """Give the stop a diagnosis of its own, which asks how much money is needed."""
    purpose = Questionnaire.Purpose.DIAGNOSIS
    names = {"name_ar": "تشخيص الاحتياجات", "name_fr": "Diagnostic des besoins"}
    version = draft(Questionnaire.objects.create(purpose=purpose, stop=stop, **names))
    Question.objects.create(
        section=version.sections.get(code="financing"),
        code=AMOUNT,
        kind="money",
        **{f"label_{language}": words for language, words in ASKS.items()},
    )
    publish(version)


def _answers(rng: Random, compiled: CompiledForm) -> dict[str, Any]:
    """An answer to every question that has a list of them; an amount from most people."""
    questions = [each for each in compiled.shown({}) if each.kind in SHORT]
    answers: dict[str, Any] = {each.code: rng.choice(list(each.options)) for each in questions}
    return answers | ({AMOUNT: rng.choice(AMOUNTS)} if rng.random() < 0.9 else {})  # noqa: PLR2004


def _needs(made: list[Diagnosis]) -> None:
    themes = {theme.code: theme for theme in Theme.objects.all()}
    Need.objects.bulk_create(
        (
            Need(
                application=each.application,
                theme=themes[code],
                level=level,
                changed_at=each.finished_at or each.begun_at,
            )
            for each in made
            for code, level in each.scores.items()
            if level >= NEED
        ),
        batch_size=BATCH,
    )
