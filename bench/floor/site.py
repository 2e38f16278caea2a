"""A bare Django in one file: a page that says hello, a form of 25 fields, an insert, a list."""

import json
import os
from typing import Any, ClassVar

import django
from django import forms
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine
from django.urls import path

DATABASE: dict[str, Any] = json.loads(os.environ.get("FLOOR_DATABASE", "{}"))
settings.configure(
    SECRET_KEY="the floor keeps no secrets",  # noqa: S106
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    DATABASES={
        "default": {"ENGINE": "django.db.backends.postgresql", "CONN_MAX_AGE": 60, **DATABASE}
    },
    INSTALLED_APPS=[],
    MIDDLEWARE=[],
    USE_TZ=True,
)
django.setup()

PROVINCES = [(f"MA-{number:03}", f"Province {number}") for number in range(75)]
PAGE = Engine().from_string(
    "<!doctype html><title>f</title><form method=post>{{ form.as_div }}<button>ok</button></form>"
)
ROWS = Engine().from_string(
    "<!doctype html><title>l</title><table>{% for row in rows %}<tr><td>{{ row.reference }}"
    "<td>{{ row.name }}<td>{{ row.phone }}<td>{{ row.state }}<td>{{ row.submitted_at }}</tr>"
    "{% endfor %}</table>",
)
AS_MANY = 50


class Form(forms.Form):
    """Twenty-five questions, one of which has seventy-five answers."""

    province = forms.ChoiceField(choices=PROVINCES)
    for _number in range(24):
        locals()[f"field_{_number}"] = forms.CharField(required=False, max_length=200)


class Line(models.Model):
    """One row with one document, as small as a candidacy can be kept."""

    name = models.CharField(max_length=120)
    answers = models.JSONField(default=dict)

    objects: ClassVar[models.Manager[models.Model]] = models.Manager()

    class Meta:
        app_label = "floor"
        db_table = "floor_line"

    def __str__(self) -> str:
        return self.name


class File(models.Model):
    """The product's own table of candidacies, read without its code."""

    stop_id = models.BigIntegerField()
    reference = models.CharField(max_length=12)
    name = models.CharField(max_length=120)
    phone = models.CharField(max_length=16)
    state = models.CharField(max_length=10)
    submitted_at = models.DateTimeField()

    objects: ClassVar[models.Manager[models.Model]] = models.Manager()

    class Meta:
        app_label = "floor"
        db_table = "applications_application"
        managed = False

    def __str__(self) -> str:
        return self.reference


def hello(_request: HttpRequest) -> HttpResponse:
    """Say hello."""
    return HttpResponse("hello")


def form(_request: HttpRequest) -> HttpResponse:
    """Show the form."""
    return HttpResponse(PAGE.render(Context({"form": Form()})))


def insert(request: HttpRequest) -> HttpResponse:
    """Keep one row, unread."""
    line = Line.objects.create(name=request.POST.get("name", ""), answers=request.POST.dict())
    return HttpResponse(str(line.pk))


def rows(_request: HttpRequest) -> HttpResponse:
    """The newest rows of the stops of a center, by their key."""
    files = File.objects.filter(submitted_at__isnull=False).order_by("-submitted_at", "-id")
    return HttpResponse(ROWS.render(Context({"rows": files[:AS_MANY]})))


urlpatterns = [path("hello", hello), path("form", form), path("insert", insert), path("rows", rows)]
application = get_wsgi_application()
