"""The page where somebody gives programs tokens, and takes them back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from core.refusals import saying_beside
from people.models import User
from reporting.json_api.actions import give_token, revoke
from reporting.json_api.forms import TokenForm
from reporting.models import ApiToken

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

SHOWN = 50


def _giver(request: HttpRequest) -> User:
    """Who asks, if their roles let a token of theirs read anything. Raises PermissionDenied."""
    user = request.user
    if not isinstance(user, User) or not ApiToken.scopes_for(user):
        raise PermissionDenied
    return user


@require_http_methods(["GET", "HEAD", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """One's own tokens. A POST makes one, which is shown this once."""
    user, made, secret, status = _giver(request), None, "", 200
    form = TokenForm(request.POST or None, user=user)
    if request.method == "POST":
        status = 422
        if form.is_valid():
            with saying_beside(form):
                made, secret = give_token(
                    owner=user,
                    name=form.cleaned_data["name"],
                    scopes=form.cleaned_data["scopes"],
                    lasts=form.lasts,
                )
                status, form = 201, TokenForm(user=user)
    own = ApiToken.objects.filter(owner=user)[:SHOWN]
    context = {"form": form, "made": made, "secret": secret, "tokens": own}
    return render(request, "reporting/tokens/page.html", context, status=status)


@require_POST
def token_revocation(request: HttpRequest, pk: int) -> HttpResponse:
    """One's own token ends."""
    user = _giver(request)
    revoke(get_object_or_404(ApiToken, pk=pk, owner=user), by=user)
    return redirect("reporting:tokens")
