"""The pages for what went wrong: a sentence, and a way on."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from people import unsent


def forgery(request: HttpRequest, reason: str = "") -> HttpResponseBase:
    """The form was too old or came from elsewhere (403). `reason` is for the log only.

    One of our own pages, opened before somebody signed in anew: it is kept, and asks once more.
    """
    is_ours = unsent.is_from_us(request) and request.user.is_authenticated
    if is_ours and unsent.keep(request):
        return unsent.onward(request, reverse("people:unsent"))
    return render(request, "403_csrf.html", {"reason": reason}, status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The request made no sense (400)."""
    return render(request, "400.html", {"exception": type(exception).__name__}, status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """This role never has this page (403)."""
    return render(request, "403.html", {"exception": type(exception).__name__}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """There is nothing here for this person (404)."""
    return render(request, "404.html", {"exception": type(exception).__name__}, status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """We failed (500)."""
    return render(request, "500.html", status=500)
