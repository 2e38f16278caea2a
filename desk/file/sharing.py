"""What an institution may be shown of a file, and what it sees: what was ticked, nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from applications.models import Application
from applications.unnamed import WHO
from core.language import language_of_page
from people.models import Consent, ConsentText
from questionnaires.compiled_forms import compiled_form

if TYPE_CHECKING:
    from applications.models import Attachment
    from desk.models import Opinion
    from questionnaires.compiled_forms import Row


@dataclass(frozen=True)
class Shareable:
    """The answers and files that may be ticked; `agreed`: the person agreed to be shared by name.

    Otherwise what says who it is, and what they uploaded, is not among them.
    """

    rows: list[Row]
    attachments: list[Attachment]
    agreed: bool

    @property
    def codes(self) -> set[str]:
        """The questions that may be ticked."""
        return {row.code for row in self.rows}

    @property
    def keys(self) -> set[int]:
        """The files that may be ticked, by their keys."""
        return {attachment.pk for attachment in self.attachments}


def shareable(application: Application) -> Shareable:
    """What may be ticked now; three statements."""
    agreed = has_agreed(application)
    form = compiled_form(application.version_id, language_of_page())
    rows = [
        row
        for row in form.rows(application.answers)
        if row.text and not row.traits.takes_file and (agreed or row.code not in WHO)
    ]
    attachments = list(application.attachments.order_by("pk")) if agreed else []
    return Shareable(rows, attachments, agreed)


def has_agreed(application: Application) -> bool:
    """Whether its person agrees, now, that partners are told of them by name."""
    return (
        Consent.objects.live()
        .filter(
            person=application.applicant_id,
            stop=application.stop_id,
            text__purpose=ConsentText.Purpose.SHARING,
        )
        .exists()
    )


def shown_to(opinion: Opinion) -> Shareable:
    """What the holder of the link sees: what was ticked and may still be shown, as it is now."""
    allowed = shareable(opinion.application)
    rows = [row for row in allowed.rows if row.code in set(opinion.questions)]
    ticked = set(opinion.attachments)
    attachments = [each for each in allowed.attachments if each.pk in ticked]
    return Shareable(rows, attachments, allowed.agreed)


def is_shown(opinion: Opinion) -> bool:
    """Whether its link opens anything: it is waited for, and the file was not taken back."""
    return opinion.is_open and opinion.application.state in Application.RECEIVED
