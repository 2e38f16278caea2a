"""The page on which one need is read and corrected.

By staff in a file, by an expert in what they have in hand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from core.refusals import saying_beside
from needs import actions
from needs.forms import Correction
from needs.summary import history, line_of
from programs.models import Theme

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from applications.models import Application
    from needs.summary import ThemeRow
    from people.models import User


def corrected(
    request: HttpRequest,
    application: Application,
    theme: str,
    *,
    by: User,
    back: str,
    **context: Any,
) -> HttpResponse:
    """The need as it stands and the form; once corrected, the way `back`."""
    about = get_object_or_404(Theme, code=theme)
    form = Correction(request.POST) if request.method == "POST" else None
    if form and form.is_valid():
        with saying_beside(form):
            actions.correct(application, about, by=by, **form.cleaned_data)
            messages.success(request, _("The need has been corrected."))
            return redirect(back)
    line = line_of(application, about)
    context |= {"file": application, "line": line, "history": history(line.need), "back": back}
    context["form"] = _refilled(line, request.POST.dict(), form) if form else _begun(line)
    return render(request, "needs/need.html", context, status=422 if form else 200)


def _begun(line: ThemeRow) -> Correction:
    """The form as the need stands; where there is none yet, as the last diagnosis says."""
    last = line.bars[-1].level if line.bars else 0
    level, state = (line.need.level, line.need.state) if line.need else (last, "open")
    return Correction(initial={"level": level, "state": state, "seen": actions.mark(line.need)})


def _refilled(line: ThemeRow, sent: dict[str, str], form: Correction) -> Correction:
    """The refused form once more; what is seen is what the page shows now."""
    form.data = {**sent, "seen": actions.mark(line.need)}
    return form
