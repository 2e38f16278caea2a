"""The API itself: its addresses, who may ask, and what a refusal looks like."""

# No `from __future__ import annotations`: ninja reads the types when the functions are defined.
import logging
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Query
from ninja.errors import HttpError, ValidationError

from core.delivery import without_cookies
from programs.models import Stop
from reporting.json_api import answers
from reporting.json_api.access import Bearer, Refused, unknown
from reporting.json_api.schemas import (
    Counts,
    CountsAsked,
    Figures,
    Files,
    FilesAsked,
    MaskedTables,
    Problem,
    Slug,
    Stops,
)
from reporting.json_api.wrong import sentence_of
from reporting.models import ApiToken

STOPS = Stop.objects.select_related("center__region")
REFUSALS = {401: Problem, 403: Problem, 404: Problem, 422: Problem, 429: Problem}
Scope = ApiToken.Scope
audit = logging.getLogger("microlabs.audit")
api = NinjaAPI(
    title="Microlabs",
    version="1",
    description=(
        "Figures for everybody; counters, applications and tables for whoever holds a token. "
        "A token reads what its owner may read at that moment."
    ),
    docs_url=None,
    urls_namespace="api",
)


def problem(request: HttpRequest, status: int, sentence: str, **more: Any) -> HttpResponse:
    """A refusal, in a sentence."""
    return api.create_response(request, {"detail": sentence, "errors": [], **more}, status=status)


@api.exception_handler(Refused)
def refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """Our own refusals, with their headers."""
    answer = problem(request, refusal.status, refusal.sentence)
    for name, value in refusal.headers.items():
        answer[name] = value
    return answer


@api.exception_handler(Http404)
def not_there(request: HttpRequest, _nothing: Http404) -> HttpResponse:
    """What does not exist, or not for this token."""
    return problem(request, 404, _("There is nothing at this address."))


@api.exception_handler(HttpError)
def no_token(request: HttpRequest, _refusal: HttpError) -> HttpResponse:
    """Ninja's own word for a request without a token."""
    return refused(request, unknown())


@api.exception_handler(ValidationError)
def not_understood(request: HttpRequest, refusal: ValidationError) -> HttpResponse:
    """What was asked, and what is wrong with it, part by part."""
    wrong = [
        {"field": str(each["loc"][-1]), "message": sentence_of(each)} for each in refusal.errors
    ]
    return problem(request, 422, _("Some of what was asked is not understood."), errors=wrong)


@api.get("/stops", response={200: Stops}, summary="The stops of the caravan")
def stops(request: HttpRequest) -> dict[str, Any]:  # noqa: ARG001  ninja's
    """The stops that are announced, by the word that stands in their addresses."""
    found = STOPS.announced().order_by("slug")
    lines = [
        {"slug": each.slug, "name": str(each), "region": str(each.center.region)} for each in found
    ]
    return {"stops": lines}


@api.get(
    "/stops/{slug:stop}/figures",
    response={200: Figures, 404: Problem},
    summary="The public figures of a stop",
)
def figures(request: HttpRequest, stop: Slug) -> dict[str, Any]:  # noqa: ARG001  ninja's
    """The numbers of its public page, renewed at night, in which nobody can be recognised."""
    return answers.figures(get_object_or_404(STOPS.announced(), slug=stop))


@api.get(
    "/stops/{slug:stop}/counts",
    auth=Bearer(Scope.FIGURES),
    response={200: Counts, **REFUSALS},
    summary="Every counter of a stop",
)
def counts(request: HttpRequest, stop: Slug, asked: Query[CountsAsked]) -> dict[str, Any]:
    """For the staff of its center and the national coordination. Scope `figures:read`."""
    owner = request.auth.owner  # type: ignore[attr-defined]  # ninja's
    readable = STOPS.all() if owner.is_national else STOPS.filter(pk__in=owner.stops_in_charge())
    return answers.counts(get_object_or_404(readable, slug=stop), asked)


@api.get(
    "/stops/{slug:stop}/applications",
    auth=Bearer(Scope.APPLICATIONS),
    response={200: Files, **REFUSALS},
    summary="The applications of a stop, page by page",
)
def applications(request: HttpRequest, stop: Slug, asked: Query[FilesAsked]) -> dict[str, Any]:
    """For the managers of its center, as the list of the desk. Scope `applications:read`.

    The `after` of a page leads to the next one.
    """
    token = request.auth  # type: ignore[attr-defined]  # ninja's
    at = get_object_or_404(token.owner.stops_in_charge(), slug=stop)
    audit.info("user %s read applications of stop %s by token %s", token.owner_id, at.pk, token.pk)
    return answers.files(at, token.owner, asked)


@api.get(
    "/tables",
    auth=Bearer(Scope.TABLES),
    response={200: MaskedTables, **REFUSALS},
    summary="The published tables of a partner",
)
def tables(request: HttpRequest) -> dict[str, Any]:
    """For the people of a partner: its themes, its stops, the newest release. Scope `tables:read`.

    Nobody can be recognised in them; there is nothing to narrow them by.
    """
    return {"tables": answers.tables(request.auth.owner)}  # type: ignore[attr-defined]  # ninja's


def elsewhere(request: HttpRequest, rest: str) -> HttpResponse:  # noqa: ARG001  Django's
    """Below /api/ even an address that does not exist is answered in JSON."""
    return problem(request, 404, _("There is nothing at this address."))


def opened(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """`view` for programs: nobody is sent to a sign-in, and only looking is possible."""

    @wraps(view)
    def safely(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method not in {"GET", "HEAD"}:
            refusal = problem(request, 405, _("This address can only be read."))
            refusal["Allow"] = "GET, HEAD"
            return without_cookies(refusal)
        request.method = "GET"
        return _kept(request, view(request, *args, **kwargs))

    safely.login_required = False  # type: ignore[attr-defined]  # Django's LoginRequiredMiddleware
    safely.csrf_exempt = True  # type: ignore[attr-defined]  # no cookie is read
    return safely


def _kept(request: HttpRequest, answer: HttpResponseBase) -> HttpResponseBase:
    """Who may keep the answer: everybody for a minute, where no token was sent."""
    own = "Authorization" in request.headers or answer.status_code != HTTPStatus.OK
    if own:
        patch_cache_control(answer, private=True, no_store=True)
    else:
        patch_cache_control(answer, public=True, max_age=60)
        answer.headers.setdefault("Access-Control-Allow-Origin", "*")
    patch_vary_headers(answer, ["Authorization", "Accept-Language"])
    return without_cookies(answer)
