"""What other rooms read out of the answers to a question: it is not taken out under them.

A room that does offers `relies(form, code)` in its `relies.py`: a sentence for each thing of its
own that would miss the question `code` of `form`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.rooms import offered

if TYPE_CHECKING:
    from questionnaires.models import Questionnaire


def relying_on(form: Questionnaire, code: str) -> list[str]:
    """The sentences of every room."""
    return [sentence for relies in offered("relies", "relies") for sentence in relies(form, code)]
