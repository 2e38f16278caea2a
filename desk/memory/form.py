"""What the form of an earlier stop teaches: left empty, corrected by the staff, where one stops."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from applications.models import Application
from desk.memory.proposals import FEWEST, MOST, Proposal, share
from desk.models import Lesson
from questionnaires.compiled_forms import current_version
from questionnaires.models import Question

if TYPE_CHECKING:
    from collections.abc import Sequence

    from programs.models import Stop

EMPTY = 50  # of a hundred, from which on a question is mostly left empty
STOPPING = 25  # of a hundred drafts, from which on a page is where people stop
CORRECTED = """
SELECT pair.key, count(DISTINCT told.file) FROM (
    SELECT event.pgh_obj_id AS file, event.answers, lag(event.answers) OVER (
        PARTITION BY event.pgh_obj_id ORDER BY event.pgh_id
    ) AS earlier
    FROM applications_applicationevent AS event
    JOIN applications_application AS file ON file.id = event.pgh_obj_id AND file.stop_id = %s
) AS told
CROSS JOIN LATERAL jsonb_each(told.answers) AS pair
WHERE told.earlier IS NOT NULL AND told.earlier -> pair.key IS DISTINCT FROM pair.value
GROUP BY pair.key HAVING count(DISTINCT told.file) >= %s
ORDER BY 2 DESC, 1 LIMIT %s
"""


def of_form(source: Stop) -> list[Proposal]:
    """Form changes; five statements for a form of any length."""
    version = current_version("candidacy", source)
    questions = list(
        Question.objects.filter(section__version=version)
        .select_related("section")
        .order_by("section__position", "section__pk", "position", "pk")
    )
    return [
        *_empty(source, questions),
        *_corrected(source, questions),
        *_stopping(source, questions),
    ]


def _empty(source: Stop, questions: Sequence[Question]) -> list[Proposal]:
    """The optional questions that most left empty; those that only some are asked do not count."""
    asked = [
        each for each in questions if not (each.required or each.shown_if or each.traits.takes_file)
    ]
    received = Application.objects.filter(stop=source, state__in=Application.RECEIVED)
    counted = received.aggregate(
        everybody=Count("pk"),
        **{f"q{each.pk}": Count("pk", filter=~Q(answers__has_key=each.code)) for each in asked},
    )
    everybody = counted["everybody"]
    empty = [(counted[f"q{each.pk}"], each) for each in asked]
    found = [
        (count, each)
        for count, each in empty
        if count >= FEWEST and share(count, everybody) >= EMPTY
    ]
    return [
        Proposal(
            Lesson.Kind.FORM,
            f"empty-{each.code}",
            _("Leave out or reword “%(question)s”") % {"question": each.label},
            _("Left empty: %(number)s of %(all)s (%(share)s%%).")
            % {"share": share(count, everybody), "number": count, "all": everybody},
        )
        for count, each in sorted(found, key=lambda pair: -pair[0])[:MOST]
    ]


def _corrected(source: Stop, questions: Sequence[Question]) -> list[Proposal]:
    """The questions whose answers were corrected most after the sending."""
    labels = {each.code: each.label for each in questions}
    with connection.cursor() as cursor:
        cursor.execute(CORRECTED, [source.pk, FEWEST, MOST])
        rows = cursor.fetchall()
    return [
        Proposal(
            Lesson.Kind.FORM,
            f"corrected-{code}",
            _("Explain “%(question)s” better") % {"question": labels[code]},
            _("Applications in which it was corrected after the sending: %(number)s.")
            % {"number": count},
        )
        for code, count in rows
        if code in labels
    ]


def _stopping(source: Stop, questions: Sequence[Question]) -> list[Proposal]:
    """The page after which most drafts went no further."""
    pages = list(dict.fromkeys(each.section for each in questions))
    codes = {page: [each.code for each in questions if each.section == page] for page in pages}
    beyond = {
        place: [code for page in pages[place:] for code in codes[page]]
        for place in range(len(pages))
    }
    drafts = Application.objects.filter(stop=source, state=Application.State.DRAFT)
    counted = drafts.aggregate(
        **{
            f"p{place}": Count("pk", filter=Q(answers__has_any_keys=keys))
            for place, keys in beyond.items()
        }
    )
    reached = [counted[f"p{place}"] for place in range(len(pages))] + [0]
    stopped = [(reached[place] - reached[place + 1], page) for place, page in enumerate(pages)]
    most, page = max(stopped, key=lambda pair: pair[0], default=(0, None))
    if page is None or most < FEWEST or share(most, reached[0]) < STOPPING:
        return []
    title = _("Shorten what follows the page “%(page)s”") % {"page": page.title}
    why = _("Drafts that went no further: %(number)s of %(all)s.") % {
        "number": most,
        "all": reached[0],
    }
    return [Proposal(Lesson.Kind.FORM, f"stops-{page.code}", title, why)]
