"""A copy of everything that is kept about a person, for that person (law 09-08, right of access)."""

from typing import Any, cast

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from people.models import User

APPLICATION = ("reference", "state", "channel", "language", "created_at", "submitted_at", "withdrawn_at", "answers")
MESSAGE = ("channel", "address", "language", "subject", "body", "state", "created_at", "sent_at")


@require_safe
def download(request: HttpRequest) -> HttpResponse:
    """Everything about whoever is signed in, as one JSON file."""
    person = cast("User", request.user)
    answer = JsonResponse(
        {
            "person": _person(person),
            "applications": list(person.applications.order_by("pk").values("stop__slug", *APPLICATION)),
            "messages": list(person.messages.filter(secret=False).order_by("pk").values(*MESSAGE)),
        },
        encoder=DjangoJSONEncoder,
        json_dumps_params={"ensure_ascii": False, "indent": 2},
    )
    answer.headers["Content-Disposition"] = 'attachment; filename="microlabs.json"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _person(person: User) -> dict[str, Any]:
    """Who they are here: addresses, roles, the stops they take part in, what they agreed to."""
    consents = person.consents.select_related("text", "stop__center__region").order_by("pk")
    return {
        **{name: getattr(person, name) for name in ("name", "phone", "email", "language", "joined_at", "last_login")},
        "roles": list(person.memberships.order_by("pk").values("role", "center__name", "partner__name")),
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
