"""A candidacy for whoever holds its private link: follow it, change it, take it back.

A GET never changes anything.
"""

from typing import cast
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from applications import actions, cookies
from applications.agreements import to_renew
from applications.cached import candidacy
from applications.forms import consents_in
from applications.mails import link_was_sent, private_link, public_link
from applications.models import Application, Attachment
from applications.timeline import timeline
from applications.views import pages
from applications.wizard import CandidacyWizard
from core.delivery import deliver
from core.doors import private
from core.refusals import saying_beside, saying_why
from messaging.actions.conversations import said, say
from messaging.addresses import speaks_for
from messaging.links import wishes_url
from messaging.thread_forms import Writing
from people.actions import record_consents
from people.agenda import things
from people.models import User


@private
@require_safe
def status(request: HttpRequest, token: str) -> HttpResponse:
    """Where it stands, what comes next, and what its person may still do."""
    application = held_by(token)
    empty = Writing(initial={"key": uuid4()}) if may_write(request, application) else None
    sent = said(application.applicant, application.stop, key=request.GET.get("sent", ""))
    context = {**_followed(application, empty), "sent": sent}
    return render(request, "applications/status.html", context)


@private
@require_POST
def message(request: HttpRequest, token: str) -> HttpResponse:
    """Write to the team, in the conversation of the applicant. What is refused stays typed.

    A link to one file of several does not speak for the person: that takes a code sent to them.
    """
    application = held_by(token)
    if application.applicant is None:
        raise Http404
    form = Writing(request.POST)
    if not may_write(request, application):
        form.add_error(None, _("To write to the team from here, please sign in first."))
    if form.is_valid():
        cleaned = form.cleaned_data
        with saying_beside(form):
            say(
                person=application.applicant,
                stop=application.stop,
                text=cleaned["text"],
                key=str(cleaned["key"]),
            )
            return redirect(f"{application.get_absolute_url()}?sent={cleaned['key']}#answer")
    return render(request, "applications/status.html", _followed(application, form), status=422)


@private
@require_safe
def receipt(request: HttpRequest, token: str) -> HttpResponse:
    """What its person sees right after sending."""
    application = held_by(token)
    if not application.is_sent:
        return redirect(application)
    return render(request, "applications/receipt.html", _story(application))


@private
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, token: str, code: str) -> HttpResponse:
    """A page to go on with, perhaps on another phone, or to change after sending."""
    application = held_by(token)
    return pages.answer(request, CandidacyWizard.under_private_link(application), application, code)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest, token: str) -> HttpResponse:
    """The last page: check and send."""
    application = held_by(token)
    return pages.check_or_send(
        request, CandidacyWizard.under_private_link(application), application
    )


@private
@require_safe
def same_phone(request: HttpRequest, token: str) -> HttpResponse:
    """This number is known at the stop."""
    return pages.same_phone(request, CandidacyWizard.under_private_link(held_by(token)))


@private
@require_http_methods(["GET", "HEAD", "POST"])
def withdrawal(request: HttpRequest, token: str) -> HttpResponse:
    """Ask first (GET), take back then (POST); what was not sent yet is deleted."""
    application = held_by(token)
    if request.method != "POST":
        return render(request, "applications/withdrawal.html", _about(application))
    if not application.is_sent:
        actions.discard(application)
        messages.success(request, _("What you had begun has been deleted."))
        response = redirect("portal:stop", application.stop.slug)
        cookies.release(response, application.stop.slug)
        return response
    person = request.user if isinstance(request.user, User) else None
    with saying_why(request):
        actions.withdraw(application, by=person)
        messages.success(request, _("Your application has been withdrawn."))
    return redirect(application)


@private
@require_POST
def agreement(request: HttpRequest, token: str) -> HttpResponse:
    """Agree to texts that were written anew; what is not ticked stays as it was agreed to."""
    application = held_by(token)
    asked = {text.purpose for text in to_renew(application)}
    read = {purpose: n for purpose, n in consents_in(request.POST).items() if purpose in asked}
    if application.applicant is None or not read:
        return redirect(f"{application.get_absolute_url()}#id_consents")
    with saying_why(request):
        record_consents(application.applicant, stop=application.stop, purposes=read)
        messages.success(request, _("Thank you. We have noted that you agree."))
    return redirect(application)


@private
@require_safe
def file(request: HttpRequest, token: str, pk: int) -> HttpResponseBase:  # noqa: ARG001
    """A file of this candidacy, for whoever holds its link."""
    return _delivered(get_object_or_404(Attachment, application__token=token, pk=pk))


@private
@require_POST
def removal(request: HttpRequest, token: str, pk: int) -> HttpResponse:
    """Take a file back, then go on where one was; nothing is said of what was removed before."""
    application = held_by(token)
    received = application.attachments.filter(pk=pk).first()
    with saying_why(request):
        if received:
            actions.remove_file(application, question=received.question)
            messages.success(request, _("The file has been removed."))
    back = request.POST.get("next", "")
    here = url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return redirect(back if here and back.startswith("/") else application.get_absolute_url())


@require_safe
def attachment(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A file of a candidacy that this person may open."""
    applications = Application.objects.visible_to(cast("User", request.user))
    return _delivered(get_object_or_404(Attachment, application__in=applications, pk=pk))


def _delivered(upload: Attachment) -> HttpResponseBase:
    """Only ever saved to disk: never shown, run or guessed at by a browser."""
    return deliver(upload.file, name=upload.name, content_type=upload.content_type)


def held_by(token: str) -> Application:
    """The candidacy with this secret; a made-up secret gives 404."""
    application = candidacy(token=token)
    if application is None:
        raise Http404
    return application


def may_write(request: HttpRequest, application: Application) -> bool:
    """Whether what is written on this private page is surely from its applicant."""
    person = application.applicant
    return person is not None and (
        request.user == person or speaks_for(person, file=application.pk)
    )


def _followed(application: Application, writing: Writing | None) -> dict[str, object]:
    """What the page shows by which one follows an application.

    Without `writing` one signs in to write.
    """
    wizard = CandidacyWizard.under_private_link(application)
    return _about(application) | {
        "wizard": wizard,
        "pages": pages.laid_out(wizard),
        "writing": writing,
        "renewed": to_renew(application),
    }


def _about(application: Application) -> dict[str, object]:
    """What each page about a candidacy shows on which its person may do something."""
    person = application.applicant
    return _story(application) | {
        "wishes": wishes_url(person, file=application.pk) if person else ""
    }


def _story(application: Application) -> dict[str, object]:
    """What happened to a candidacy, what comes, and its link."""
    return {
        "application": application,
        "stop": application.stop,
        "events": timeline(application),
        "things": things(application),
        "private_link": private_link(application),
        "link_sent": link_was_sent(application),
        "public_link": public_link(application.stop),
    }
