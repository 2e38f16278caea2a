"""A person's own pages: who I am, what I agreed to, which of the people on this telephone I am."""

from typing import cast

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_POST

from core.numbers import number
from people import unsent, where_to
from people.actions import withdraw_consents
from people.adapter import PHONE_KEY
from people.forms import ProfileForm
from people.models import Consent, ConsentText, User


@require_http_methods(["GET", "HEAD", "POST"])
def me(request: HttpRequest) -> HttpResponse:
    """My name, my language, the ways to reach me, what I agreed to."""
    person = cast("User", request.user)
    form = ProfileForm(request.POST or None, instance=User.objects.get(pk=person.pk))
    if request.method == "POST" and form.is_valid():
        form.save()
        with override(form.cleaned_data["language"]):
            messages.success(request, _("Saved."))
        answer = redirect("people:me")
        answer.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            form.cleaned_data["language"],
            max_age=settings.LANGUAGE_COOKIE_AGE,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            samesite="Lax",
        )
        return answer
    consents = Consent.objects.filter(person=person).select_related("text", "stop__center__region")
    context = {
        "form": form,
        "consents": consents.order_by("withdrawn_at", "-given_at"),
        "shares_phone": User.objects.sharing(request.session.get(PHONE_KEY, "")).count() > 1,
    }
    return render(request, "people/me.html", context, status=422 if form.errors else 200)


@require_POST
def withdrawal(request: HttpRequest, stop_id: int, purpose: str) -> HttpResponse:
    """Take back what I agreed to at a stop, for one purpose.

    The study of an application ends with the application.
    """
    person = cast("User", request.user)
    optional = Consent.objects.live().exclude(text__purpose=ConsentText.Purpose.PROCESSING)
    consent = (
        optional.filter(person=person, stop__id=stop_id, text__purpose=purpose)
        .select_related("stop")
        .first()
    )
    if consent is None:
        raise Http404
    withdraw_consents(person, stop=consent.stop, purposes=[purpose])
    messages.success(request, _("Your agreement is withdrawn."))
    return redirect("people:me")


@require_http_methods(["GET", "HEAD", "POST"])
def who(request: HttpRequest) -> HttpResponse:
    """Which of those who share this telephone am I? Only those of the number a code has proved."""
    people = User.objects.sharing(request.session.get(PHONE_KEY, ""))
    onward = get_next_redirect_url(request)
    if request.method != "POST":
        return render(request, "people/who.html", {"people": people, "next": onward})
    chosen = get_object_or_404(people, pk=number(request.POST.get("person", "")))
    if chosen == request.user:
        return redirect(onward or settings.LOGIN_REDIRECT_URL)
    return _enter_as(request, chosen, onward)


def _enter_as(request: HttpRequest, chosen: User, onward: str | None) -> HttpResponse:
    """Begin a new session for `chosen`, by the same telephone; their second factor is asked for."""
    carried = {key: request.session.get(key) for key in (PHONE_KEY, unsent.SESSION)}
    phone = carried[PHONE_KEY]
    logout(request)
    request.session.update(carried)
    record_authentication(request, chosen, method="code", phone=phone)
    answer: HttpResponse = perform_login(request, Login(user=chosen, redirect_url=onward))
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def not_yet_sent(request: HttpRequest) -> HttpResponse:
    """What I sent when I was signed out already: I send it again, or a POST throws it away."""
    user = cast("User", request.user)
    if request.method == "POST":
        unsent.forget(request, user, request.POST.get("key", ""))
        messages.success(request, _("It is thrown away."))
    forms = unsent.kept(request, user)
    if not forms:
        return redirect(settings.LOGIN_REDIRECT_URL)
    if request.method == "POST":
        return redirect("people:unsent")
    where = where_to.places([form.path for form in forms], user)
    return render(request, "people/unsent.html", {"forms": [*zip(forms, where, strict=True)]})
