"""The files of people, as the conversations show them and look for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from applications.looking import looked_for
from applications.models import Application
from applications.unnamed import findable
from core.keyset import searched
from messaging.dossiers import Dossier

if TYPE_CHECKING:
    from applications.querysets import ApplicationQuerySet
    from people.models import User
    from programs.models import Stop

MOST = 20
SENT = {"submitted_at__isnull": False, "applicant__isnull": False}


class ApplicationDossiers:
    """Every application that was sent is a file."""

    def of(self, person: User, stop: Stop) -> list[Dossier]:
        """The files of `person` at `stop`, the newest first."""
        return _dossiers(Application.objects.filter(applicant=person, stop=stop, **SENT))

    def only_of(self, person: User) -> int | None:
        """The number of the only file of `person`; None when there are several or none."""
        own = Application.objects.filter(applicant=person, **SENT)
        pks = own.values_list("pk", flat=True)[:2]
        return pks[0] if len(pks) == 1 else None

    def search(self, words: str, *, user: User) -> list[Dossier]:
        """Those that `user` works on with this telephone, name or file number; the newest few."""
        if not words.strip():
            return []
        rows = findable(Application.objects.in_charge_of(user).filter(**SENT), "", user)
        matching, _count = searched(
            looked_for(rows, words), walk=looked_for(rows, words, walking=True)
        )
        return _dossiers(matching)


def _dossiers(applications: ApplicationQuerySet) -> list[Dossier]:
    return [
        Dossier(
            person=application.applicant_id or 0,
            stop=application.stop_id,
            name=application.name,
            phone=application.phone,
            reference=application.reference or "",
            stop_name=application.stop.name,
            url=reverse("file:page", args=[application.stop.slug, application.reference]),
        )
        for application in applications.select_related("stop").order_by("-submitted_at", "-pk")[
            :MOST
        ]
    ]
