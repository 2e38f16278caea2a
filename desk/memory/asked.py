"""What people asked most at an earlier stop: counted by theme and by ready answer, never in words.

Only what the team itself has written is shown: the names of themes and of ready answers.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from core.spoken import LANGUAGES
from desk.memory.proposals import FEWEST, MOST, Proposal
from desk.models import Lesson
from messaging.models import Idea, Message, StockAnswer
from programs.models import Theme
from workshops.models import Question

if TYPE_CHECKING:
    from programs.models import Stop

RECOGNISED = 20  # letters before its first blank by which a ready answer is found again


def of_questions(source: Stop) -> list[Proposal]:
    """The themes most asked about, and the ready answers most sent; five statements."""
    return [*_themes(source), *_answers(source)]


def _themes(source: Stop) -> list[Proposal]:
    """Questions of workshops and marked messages of conversations, by theme."""
    asked = Question.objects.filter(workshop__stop=source).order_by()
    ideas = Idea.objects.filter(post__thread__stop=source).order_by()
    counts = Counter(dict(asked.values_list("workshop__theme").annotate(Count("pk"))))
    counts.update(dict(ideas.values_list("theme").annotate(Count("pk"))))
    themes = Theme.objects.in_bulk(counts)
    found = [(count, themes[pk]) for pk, count in counts.items() if count >= FEWEST]
    return [
        Proposal(
            Lesson.Kind.ASKED,
            f"theme-{theme.code}",
            _("Prepare a ready answer on “%(theme)s”") % {"theme": theme},
            _("Questions of workshops and conversations: %(number)s.") % {"number": count},
        )
        for count, theme in sorted(found, key=lambda pair: (-pair[0], pair[1].position))[:MOST]
    ]


def _answers(source: Stop) -> list[Proposal]:
    """The ready answers of the center that were sent most."""
    rows = list(StockAnswer.objects.filter(center=source.center_id))
    told = {row.pk: beginnings for row in rows if (beginnings := _beginnings(row))}
    sent = Message.objects.filter(stop=source).aggregate(
        **{f"a{pk}": Count("pk", filter=_begins(words)) for pk, words in told.items()}
    )
    used = [(sent[f"a{row.pk}"], row) for row in rows if row.pk in told]
    return [
        Proposal(
            Lesson.Kind.ASKED,
            f"answer-{row.pk}",
            _("Take over the ready answer “%(name)s”") % {"name": row.name},
            _("Times it was sent: %(number)s.") % {"number": count},
        )
        for count, row in sorted(used, key=lambda pair: (-pair[0], pair[1].pk))[:MOST]
        if count >= FEWEST
    ]


def _beginnings(row: StockAnswer) -> list[str]:
    """What its text begins with in each language, as far as it is the same for everybody."""
    texts = (getattr(row, f"body_{code}") or "" for code in LANGUAGES)
    parts = {text.partition("{")[0].strip() for text in texts}
    return [part for part in parts if len(part) >= RECOGNISED]


def _begins(words: list[str]) -> Q:
    found = Q()
    for each in words:
        found |= Q(body__contains=each)
    return found
