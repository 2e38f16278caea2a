"""The rows of the triage in the table of doors, and of the page that answers a missing piece."""

from typing import Any

from programs.models import Stop
from selection.links import missing_url
from selection.models import InformationRequest, Recusal
from tests.cast import Cast
from tests.doors import Door, Rule, everybody, owned
from tests.rows_broadcasts import of_stop, outreach


def of_file(cast: Cast, stop: Stop) -> list[Any]:
    """The file that stands at a stop."""
    return [stop.slug, owned(cast, stop).reference]


def of_asked_file(cast: Cast, stop: Stop) -> list[Any]:
    """The same, of whose person something is asked."""
    asked(cast, stop)
    return of_file(cast, stop)


def of_piece(cast: Cast, stop: Stop) -> list[Any]:
    """The signed link of what is asked."""
    return [missing_url(asked(cast, stop)).split("/")[2]]


def asked(cast: Cast, stop: Stop) -> InformationRequest:
    """What is asked of the person whose file stands at a stop, made when it is asked for."""
    reviewer = cast["RV" if stop == cast.stop else "RS2"]
    what = {"questions": ["locality"], "asked_by": reviewer}
    piece, _new = InformationRequest.objects.get_or_create(
        application=owned(cast, stop), closed_at=None, defaults=what
    )
    return piece


def of_left_file(cast: Cast, stop: Stop) -> list[Any]:
    """The same, from which RV abstains."""
    Recusal.objects.get_or_create(
        application=owned(cast, stop), reader=cast["RV"], by=cast["RV"], ended_at=None
    )
    return of_file(cast, stop)


def door(
    *, get: bool = True, post: str = "", shows: str = "", at: Any = of_file, **body: Any
) -> Door:
    """What reviewers and managers of the center may open, and what they may send there."""
    return Door(
        get=outreach() if get else None,
        post=outreach(outcome=post) if post else None,
        at=at,
        body=lambda _cast: body,
        shows=shows,
    )


PIECE: Rule = everybody()
TRIAGE = {
    "triage:next": door(at=of_stop),
    "triage:card": door(),
    "triage:verdict": door(get=False, post="Y", verdict="yes"),
    "triage:undo": door(get=False, post="Y"),
    "triage:abstention": door(get=False, post="Y", reason="client"),
    "triage:asking": door(post="Y", questions="locality"),
    "triage:asking-end": door(get=False, post="Y", at=of_asked_file),
    "piece:answer": Door(
        get=PIECE, post=PIECE, at=of_piece, body=lambda _cast: {"locality": "Fès"}
    ),
    "triage:abstention-end": Door(post={**outreach(outcome="404"), "RV": "Y"}, at=of_left_file),
}
DOORS = {"the triage": TRIAGE}
