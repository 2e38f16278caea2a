"""A copy of one's own data: what the law lets everybody ask for."""

from typing import Any

from applications.models import Application
from messaging.models import Message
from people.models import Consent, Participation, User

APPLICATION = ("stop__slug", "state", "reference", "language", "channel", "created_at", "submitted_at", "withdrawn_at")


def kept_about(person: User) -> dict[str, Any]:
    """Everything that is kept about `person`, in plain values. Files are reached from the page of their application."""
    applications = Application.objects.filter(applicant=person).order_by("pk")
    return {
        "name": person.name,
        "phone": person.phone,
        "email": person.email,
        "language": person.language,
        "since": person.joined_at,
        "applications": list(applications.values(*APPLICATION, "answers", "attachments__name")),
        "takes part": list(Participation.objects.filter(person=person).values("stop__slug", "since")),
        "agreed to": list(
            Consent.objects.filter(person=person).values(
                "stop__slug", "text__purpose", "text__version", "given_at", "withdrawn_at"
            )
        ),
        "messages": list(
            Message.objects.filter(person=person).values("channel", "address", "subject", "body", "sent_at")
        ),
    }
