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

if TYPE_CHECKING:
    from collections.abc import Mapping

    from people.models import User
    from programs.models import Stop
    from questionnaires.compiled_forms import CompiledForm

SEED = 24
ANSWERED, BY_EXPERT = 60, 2
SHORT = ("choice", "scale")
BATCH = 250


def put_in(stop: Stop, staff: Mapping[str, User]) -> None:
    """Let some of those who take part have answered, and give two to an expert who calls."""
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


def _answers(rng: Random, compiled: CompiledForm) -> dict[str, Any]:
    """An answer to every question that has a list of them."""
    questions = [each for each in compiled.shown({}) if each.kind in SHORT]
    return {each.code: rng.choice(list(each.options)) for each in questions}


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
