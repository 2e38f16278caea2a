"""A copy of all that is kept about a person, for that person (law 09-08, right of access)."""

from typing import Any, cast

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from applications.models import Application, Move
from core.delivery import protect
from meetings.models import Guest
from needs.models import Diagnosis, Need
from people.models import User
from portal.models import Interest
from portal.mydata_partners import of_partners
from portal.mydata_sessions import of_sessions
from selection.models import Appeal, Decision, InformationRequest
from workshops.models import (
    Arrival,
    Certificate,
    DateVote,
    Invitation,
    MayShow,
    Opinion,
    Question,
    QuizAnswers,
    Seat,
    Vote,
)

APPLICATION = (
    *("reference", "state", "channel", "language", "created_at", "submitted_at", "withdrawn_at"),
    *("confirm_by", "rank", "answers"),
)
FILE = "application__reference"
DIAGNOSIS = (FILE, "moment", "language", "begun_at", "finished_at", "answers", "scores")
NEED = (FILE, "theme__code", "level", "state", "changed_at")
PIECE = (FILE, "questions", "words", "asked_at", "answered_at")
DECISION = (FILE, "outcome", "reasons", "published_at")
MOVE = (FILE, "origin", "target", "at")
SECOND_LOOK = (FILE, "words", "asked_at", "outcome", "settled_at")
WISH = ("phone", "province__iso", "language", "campaign", "asked_at")
SEAT = (
    *("workshop__stop__slug", "workshop__number", "state", "position", "count", "entered_at"),
    *("companion_name", "companion_phone"),
)
DATE_VOTE = ("workshop__number", "option__starts_on", "option__starts_clock", "at")
WORKSHOP = ("workshop__stop__slug", "workshop__number")
INVITED = (*WORKSHOP, "sent_at")
ARRIVAL = (*WORKSHOP, "state", "how", "at")
ASKED = (*WORKSHOP, "text", "state", "answer", "asked_at")
VOTE = ("question__workshop__stop__slug", "question__workshop__number", "question__text")
OPINION = ("seat__workshop__stop__slug", "seat__workshop__number", "face", "used", "missed", "at")
KNOWN = ("seat__workshop__stop__slug", "seat__workshop__number", "answers", "at")
CERTIFICATE = ("words", "made_at")
SHOWN = ("participation__stop__slug", "given_at", "withdrawn_at")
GUEST = ("meeting__starts_at", "name", "entered_at", "seen_at", "hand_at")
MESSAGE = ("channel", "address", "language", "subject", "body", "state", "created_at", "sent_at")


@require_safe
def download(request: HttpRequest) -> HttpResponse:
    """Everything about whoever is signed in, as one JSON file."""
    person = cast("User", request.user)
    answer = JsonResponse(
        {
            "person": _person(person),
            "applications": list(
                person.applications.order_by("pk").values("stop__slug", *APPLICATION)
            ),
            **_of_applications(person),
            "to_be_told": _wishes(person),
            **_of_workshops(person),
            **of_sessions(person),
            **of_partners(person),
            "messages": list(person.messages.filter(secret=False).order_by("pk").values(*MESSAGE)),
        },
        encoder=DjangoJSONEncoder,
        json_dumps_params={"ensure_ascii": False, "indent": 2},
    )
    return protect(answer, name="microlabs.json")


def _of_applications(person: User) -> dict[str, Any]:
    """What was asked, found and decided about their applications, never the team's own notes.

    A decision and the place in the waiting list belong to them from the moment they are published.
    """
    mine = {"application__in": Application.objects.filter(applicant=person)}
    decisions = Decision.objects.filter(published_at__isnull=False, **mine)
    return {
        "diagnoses": list(Diagnosis.objects.filter(**mine).order_by("pk").values(*DIAGNOSIS)),
        "needs": list(Need.objects.filter(**mine).order_by("pk").values(*NEED)),
        "missing_pieces": list(
            InformationRequest.objects.filter(**mine).order_by("pk").values(*PIECE)
        ),
        "decisions": list(decisions.order_by("pk").values(*DECISION)),
        "moves": list(Move.objects.filter(**mine).order_by("pk").values(*MOVE)),
        "second_looks": list(Appeal.objects.filter(**mine).order_by("pk").values(*SECOND_LOOK)),
    }


def _wishes(person: User) -> list[dict[str, Any]]:
    """At which stops their telephone is to be told of the opening, once a code has proved it."""
    theirs = Interest.objects.filter(phone=person.phone or "")
    rows = theirs if person.phone_verified else theirs.none()
    return list(rows.order_by("pk").values("stop__slug", *WISH))


def _of_workshops(person: User) -> dict[str, Any]:
    """Their seats and who came with them, when they came, what they asked, chose and said."""
    mine = {"participation__person": person}
    seats = Seat.objects.filter(**mine)
    sitting, here = {"seat__in": seats}, {"seat__in": seats, "second": False}
    guests = seats.order_by().values(known=Concat(Value("seat "), Cast("pk", CharField())))
    invited = Invitation.objects.filter(sent_at__isnull=False, **mine)
    given = Certificate.objects.filter(person=person)
    return {
        "seats": list(seats.order_by("pk").values(*SEAT)),
        "date_votes": list(DateVote.objects.filter(**mine).order_by("pk").values(*DATE_VOTE)),
        "invitations": list(invited.order_by("pk").values(*INVITED)),
        "arrivals": list(Arrival.objects.filter(**here).order_by("pk").values(*ARRIVAL)),
        "meetings": list(Guest.objects.filter(about__in=guests).order_by("pk").values(*GUEST)),
        "questions": list(Question.objects.filter(**sitting).order_by("pk").values(*ASKED)),
        "question_votes": list(Vote.objects.filter(**sitting).order_by("pk").values(*VOTE)),
        "opinions": list(Opinion.objects.filter(**sitting).order_by("pk").values(*OPINION)),
        "quiz_answers": list(QuizAnswers.objects.filter(**sitting).order_by("pk").values(*KNOWN)),
        "certificates": list(given.order_by("pk").values(*CERTIFICATE)),
        "may_show": list(MayShow.objects.filter(**mine).order_by("pk").values(*SHOWN)),
    }


def _person(person: User) -> dict[str, Any]:
    """Who they are here: addresses, roles, the stops they take part in, what they agreed to."""
    consents = person.consents.select_related("text", "stop__center__region").order_by("pk")
    return {
        **{
            name: getattr(person, name)
            for name in ("name", "phone", "email", "language", "joined_at", "last_login")
        },
        "roles": [
            {
                "role": each.role,
                "center__name": each.center and each.center.name,
                "partner__name": each.partner and each.partner.name,
            }
            for each in person.memberships.select_related("center", "partner").order_by("pk")
        ],
        "participations": list(person.participations.order_by("pk").values("stop__slug", "since")),
        "consents": [
            {
                "purpose": consent.text.purpose,
                "version": consent.text.version,
                "text": consent.wording,
                "stop": consent.stop.slug,
                "given_at": consent.given_at,
                "withdrawn_at": consent.withdrawn_at,
            }
            for consent in consents
        ],
    }
