"""The letter by which a missing piece is asked for. Its words stand in `selection.events`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from applications.mails import about, reader
from messaging.actions.letters import Letter, write
from selection.links import missing_link

if TYPE_CHECKING:
    from collections.abc import Sequence

    from messaging.models import Message
    from selection.models import InformationRequest


def write_piece(information_request: InformationRequest, *, labels: Sequence[str]) -> list[Message]:
    """Ask for it, once; `labels` are the questions in the reader's language.

    Empty without an address.
    """
    application = information_request.application
    questions = "\n".join(f"– {label}" for label in labels)
    words = "\n\n".join(filter(None, [questions, information_request.words]))
    context = {**about(application), "link": missing_link(information_request), "questions": words}
    key = f"piece:{information_request.pk}"
    return write(
        Letter(
            key=key,
            event="piece",
            reader=reader(application),
            context=context,
            stop=application.stop,
        )
    )
