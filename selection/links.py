"""The URLs by which a person asks for a second look, or sends what is missing: signed, for one."""

from __future__ import annotations

from django.urls import reverse

from applications.models import Application
from core.links import SignedLink, absolute, page_of
from selection.models import InformationRequest

APPEAL = SignedLink("/second-look/", salt="selection.links.second-look")
MISSING = SignedLink("/piece/", salt="selection.links.piece")


def appeal_url(application: Application) -> str:
    """Where a second look is asked for."""
    return page_of("deciding:second-look", APPEAL.make(application.pk))


def appeal_link(application: Application) -> str:
    """The whole URL of the same, for a message."""
    return absolute(appeal_url(application))


def appeal_by(token: str) -> Application:
    """The application whose second look this URL asks for; any other URL gives 404."""
    published = Application.objects.filter(decision__published_at__isnull=False)
    return APPEAL.row_or_404(token, published.select_related("stop__center__region", "applicant"))


def missing_url(information_request: InformationRequest) -> str:
    """Where its person answers.

    Valid as long as the private link of the file: until its person has a new address.
    """
    return reverse(
        "piece:answer",
        args=[MISSING.make(information_request.pk, about=_secret(information_request))],
    )


def missing_link(information_request: InformationRequest) -> str:
    """The whole URL of the same, for a message."""
    return absolute(missing_url(information_request))


def missing_url_now(application: Application) -> str:
    """Where its person answers what is asked of them now; empty when nothing is."""
    if application.state != application.State.SUBMITTED:
        return ""
    information_request = InformationRequest.objects.asked().filter(application=application).first()
    if information_request is None:
        return ""
    information_request.application = application
    return missing_url(information_request)


def missing_by(token: str) -> InformationRequest:
    """The request of a `missing_url`; 404 when not made here, or the private link has changed."""
    requests = InformationRequest.objects.select_related("application__stop__center__region")
    return MISSING.row_or_404(token, requests, _secret)


def _secret(information_request: InformationRequest) -> str:
    return information_request.application.token
