"""What happened to a file, in words: when, by whom, from what to what; as the database wrote it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from applications.models import (  # type: ignore[attr-defined]  # pghistory makes it
    Application,
    ApplicationEvent,
)
from people.models import User
from selection.review.traces import traces

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

    from questionnaires.compiled_forms import CompiledForm


BY_ITSELF = -1  # instead of an account: the clock, or a task of ours


@dataclass(frozen=True)
class Difference:
    """One thing that changed; `before` is empty when it was added, `after` when it was removed."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """What one person did at one moment."""

    when: datetime
    who: str
    state: str
    differences: list[Difference]


def history(
    application: Application,
    questions: CompiledForm,
    *,
    without: Collection[str] = (),
    reasons: bool = False,
) -> list[Change]:
    """Every change of `application` since it was sent, and who did not read it, newest first.

    Answers to the questions in `without` are left out; why somebody does not read it stands there
    with `reasons`. Four statements, however many changes.
    """
    events = list(
        ApplicationEvent.objects.filter(pgh_obj=application.pk)
        .select_related("pgh_context")
        .order_by("pgh_id")
    )
    names = _names(application, events)
    changes = []
    for earlier, event in zip([None, *events], events, strict=False):
        differences = _differences(earlier, event, questions, without)
        if differences:
            changes.append(
                Change(event.pgh_created_at, names[_actor(event)], event.state, differences)
            )
    about_reading = [
        Change(
            trace.when,
            trace.who,
            "",
            [Difference(trace.label, *((trace.text, "") if trace.undone else ("", trace.text)))],
        )
        for trace in traces(application, reasons=reasons)
    ]
    every = [*changes[::-1], *about_reading]
    return sorted(every, key=lambda change: change.when, reverse=True)


def _actor(event: ApplicationEvent) -> int:
    """The account that made the change; 0 for nobody who had signed in, −1 for no page at all."""
    if event.pgh_context is None:
        return BY_ITSELF
    return int(event.pgh_context.metadata.get("user") or 0)


def _names(application: Application, events: list[ApplicationEvent]) -> Mapping[int, str]:
    """The name to print for each account that made one of `events`."""
    people = User.objects.in_bulk({_actor(event) for event in events} - {0, BY_ITSELF})
    names = {pk: person.name for pk, person in people.items()}
    if application.applicant_id in names:
        names[application.applicant_id] = _("The applicant")
    return {
        **{_actor(event): _("Somebody who left") for event in events},
        **names,
        0: _("By the private link"),
        BY_ITSELF: _("By the platform itself, in its time"),
    }


def _differences(
    earlier: ApplicationEvent | None,
    event: ApplicationEvent,
    questions: CompiledForm,
    without: Collection[str],
) -> list[Difference]:
    """What the event changed: the state first, then each answer whose words differ."""
    states = dict(Application.State.choices)
    if earlier is None:
        return [Difference(_("State"), "", str(states[event.state]))]
    differences = []
    if earlier.state != event.state:
        differences.append(
            Difference(_("State"), str(states[earlier.state]), str(states[event.state]))
        )
    if earlier.answers != event.answers:
        before = {row.code: row for row in questions.rows(earlier.answers)}
        after = {row.code: row for row in questions.rows(event.answers)}
        for code in (code for code in {**before, **after} if code not in without):
            texts = [rows[code].text if code in rows else "" for rows in (before, after)]
            if texts[0] != texts[1]:
                differences.append(Difference((after.get(code) or before[code]).label, *texts))
    return differences
