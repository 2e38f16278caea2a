"""django-appointment as its documentation sets it up: the peer, in an environment of its own.

`python peer.py 200` makes its tables, a service, somebody who gives it, and 200 clients who are
signed in and have asked for one same hour; it prints what each of them posts. `python peer.py
search 20` prints what it costs to look for the free hours of so many people on one day.
"""

import json
import os
import sys
import time as clock
from datetime import date, time, timedelta
from importlib import import_module
from typing import Any

import django
from django.conf import settings

DATABASE: dict[str, Any] = json.loads(os.environ.get("FLOOR_DATABASE", "{}"))
settings.configure(
    SECRET_KEY="the peer keeps no secrets",  # noqa: S106
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    DATABASES={
        "default": {"ENGINE": "django.db.backends.postgresql", "CONN_MAX_AGE": 60, **DATABASE}
    },
    INSTALLED_APPS=[
        *(f"django.contrib.{name}" for name in ("admin", "auth", "contenttypes", "sessions")),
        *("django.contrib.messages", "django.contrib.staticfiles", "appointment"),
    ],
    MIDDLEWARE=[
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
    ],
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "APP_DIRS": True,
            "OPTIONS": {
                "context_processors": [
                    "django.template.context_processors.request",
                    "django.contrib.auth.context_processors.auth",
                    "django.contrib.messages.context_processors.messages",
                ]
            },
        }
    ],
    EMAIL_BACKEND="django.core.mail.backends.dummy.EmailBackend",
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    LOGGING_CONFIG=None,
    STATIC_URL="/static/",
    USE_TZ=True,
)
django.setup()

from django.apps import apps  # noqa: E402  the settings come first
from django.contrib.auth.models import User  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import include, path  # noqa: E402


def well(_request: HttpRequest) -> HttpResponse:
    """Answer that it is there."""
    return HttpResponse("ok")


models: Any = apps
services: Any = import_module("appointment.services")
urlpatterns = [path("healthz", well), path("", include("appointment.urls"))]
application = get_wsgi_application()


def furnish(many: int) -> list[list[str]]:
    """Make everything anew; the path and the cookies of each client."""
    call_command("migrate", verbosity=0)
    call_command("migrate", run_syncdb=True, verbosity=0)  # it brings no migrations of its own
    model = {name: models.get_model("appointment", name) for name in ("Service", "StaffMember")}
    asked = models.get_model("appointment", "AppointmentRequest")
    models.get_model("appointment", "Appointment").objects.all().delete()  # of the race before
    User.objects.all().delete()
    service = model["Service"].objects.create(
        name="Session", duration=timedelta(minutes=30), price=0
    )
    expert = User.objects.create_user("expert", "expert@example.invalid")
    staff = model["StaffMember"].objects.create(user=expert)
    staff.services_offered.add(service)
    hour = {"date": date.today() + timedelta(days=7), "start_time": time(10)}  # noqa: DTZ011
    posts = []
    for number in range(many):
        person = User.objects.create_user(f"client{number}", f"client{number}@example.invalid")
        browser: Any = Client()
        browser.force_login(person)
        row = asked.objects.create(
            end_time=time(10, 30), service=service, staff_member=staff, **hour
        )
        cookie = f"{settings.SESSION_COOKIE_NAME}={browser.cookies['sessionid'].value}"
        posts.append([f"/client-info/{row.pk}/{row.id_request}/", cookie])
    return posts


def searched(many: int, turns: int = 5) -> float:
    """Milliseconds of CPU of one look at a day of so many people, PostgreSQL's not counted."""
    furnish(0)
    service = models.get_model("appointment", "Service").objects.latest("pk")
    day, people = date.today() + timedelta(days=7), []  # noqa: DTZ011
    weekday = (day.weekday() + 1) % 7
    for number in range(many):
        user = User.objects.create_user(f"staff{number}", f"staff{number}@example.invalid")
        staff = models.get_model("appointment", "StaffMember").objects.create(user=user)
        staff.services_offered.add(service)
        hours = {"day_of_week": weekday, "start_time": time(9), "end_time": time(16)}
        models.get_model("appointment", "WorkingHours").objects.create(staff_member=staff, **hours)
        people.append(staff)
    before = clock.process_time()
    for _turn in range(turns):
        found = [
            services.get_available_slots_for_staff(day, one, weekday, service) for one in people
        ]
    if not all(found):
        raise SystemExit("It finds no free hours: nothing is measured.")
    return (clock.process_time() - before) * 1000 / turns


if __name__ == "__main__":
    if sys.argv[1] == "search":
        sys.stdout.write(str(searched(int(sys.argv[2]))))
    elif sys.argv[1] == "winners":
        sys.stdout.write(str(models.get_model("appointment", "Appointment").objects.count()))
    else:
        sys.stdout.write(json.dumps(furnish(int(sys.argv[1]))))
