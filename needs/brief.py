"""What an expert reads of a person before they meet: stage, province, needs before and after."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from applications.models import Application
from needs.models import Diagnosis, Need
from needs.summary import MOMENTS
from people.briefs import Brief, Known
from programs.models import Theme

if TYPE_CHECKING:
    from collections.abc import Collection


def brief(participations: Collection[int]) -> dict[int, Brief]:
    """The files of these participations in short; four statements."""
    rows = Application.objects.filter(participation__in=participations)
    files = list(rows.order_by().select_related("province", "sector"))
    keys = [each.pk for each in files]
    finished = Diagnosis.objects.finished().filter(application__in=keys)
    ordered = sorted(finished, key=lambda each: MOMENTS.index(Diagnosis.Moment(each.moment)))
    diagnoses: dict[int, list[Diagnosis]] = defaultdict(list)
    for each in ordered:
        diagnoses[each.application_id].append(each)
    needs: dict[int, dict[int, Need]] = defaultdict(dict)
    for need in Need.objects.filter(application__in=keys):
        needs[need.application_id][need.theme_id] = need
    themes = list(Theme.objects.all())
    return {
        each.participation_id: Brief(
            kind=each.get_kind_display(),
            stage=each.get_stage_display(),
            province=str(each.province or ""),
            place=each.province_id,
            activity=str(each.sector or ""),
            needs=_known(themes, diagnoses[each.pk], needs[each.pk]),
        )
        for each in files
        if each.participation_id
    }


def _known(
    themes: list[Theme], diagnoses: list[Diagnosis], needs: dict[int, Need]
) -> tuple[Known, ...]:
    """The themes on which somebody has a need, the greatest first."""
    wanted = [theme for theme in themes if theme.pk in needs]
    wanted.sort(key=lambda theme: -needs[theme.pk].level)
    return tuple(
        Known(
            theme=str(theme),
            levels=tuple(
                (each.get_moment_display(), each.scores[theme.code])
                for each in diagnoses
                if theme.code in each.scores
            ),
            state=needs[theme.pk].get_state_display(),
        )
        for theme in wanted
    )
