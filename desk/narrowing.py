"""What the team itself knows of files: labels, decisions in preparation, who looks after, contact.

`desk.filters` narrows the list by it.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import DateTimeField, Exists, Max, OuterRef, Q, Subquery
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from desk.models import Labelling, Pick, Responsible
from messaging.models import Message, Thread
from selection.models import Decision

if TYPE_CHECKING:
    from collections.abc import Mapping

    from applications.querysets import ApplicationQuerySet
    from desk.perimeter import Perimeter

ME, NOBODY, NEVER, OPEN = "me", "nobody", "never", "open"
CONTACT = (
    (NEVER, _("Never")),
    ("7", _("Not for 7 days")),
    ("14", _("Not for 14 days")),
    ("30", _("Not for 30 days")),
)


def last_contact() -> Greatest:
    """When the person of a file last heard from its stop or wrote to it; null when never."""
    left = Message.objects.filter(
        person=OuterRef("applicant"), stop=OuterRef("stop"), secret=False
    ).order_by()
    said = Thread.objects.filter(person=OuterRef("applicant"), stop=OuterRef("stop"))
    return Greatest(
        Subquery(left.values("person").annotate(last=Max("sent_at")).values("last")),
        Subquery(said.values("last_at")[:1]),
        output_field=DateTimeField(),
    )


def by_team(
    rows: ApplicationQuerySet, cleaned: Mapping[str, Any], perimeter: Perimeter
) -> ApplicationQuerySet:
    """The rows that match what was chosen; a form may lack some of these filters."""
    if label := cleaned.get("label"):
        rows = rows.filter(
            Exists(Labelling.objects.filter(label=label, application=OuterRef("pk")))
        )
    if outcome := cleaned.get("decision"):
        rows = _decided(rows, outcome, perimeter)
    if person := cleaned.get("assigned"):
        hands = Responsible.objects.filter(application=OuterRef("pk"))
        mine = perimeter.user.pk if person == ME and perimeter.user else person
        free = person == NOBODY
        rows = rows.filter(~Exists(hands) if free else Exists(hands.filter(person=mine)))
    if since := cleaned.get("contact"):
        silent = Q(contact__isnull=True)
        if since != NEVER:
            silent |= Q(contact__lt=timezone.now() - timedelta(days=int(since)))
        rows = rows.alias(contact=last_contact()).filter(silent)
    if pick := cleaned.get("picked"):
        files = Pick.objects.filter(pk=pick).values_list("files", flat=True).first()
        rows = rows.filter(pk__in=files or [])
    return rows


def _decided(rows: ApplicationQuerySet, outcome: str, perimeter: Perimeter) -> ApplicationQuerySet:
    """Those with this decision, or with none; only managers know what is prepared."""
    decisions = Decision.objects.filter(application=OuterRef("pk"))
    rows = rows.filter(stop__in=perimeter.managed)
    if outcome == OPEN:
        return rows.filter(~Exists(decisions), state="submitted")
    return rows.filter(Exists(decisions.filter(outcome=outcome)))
