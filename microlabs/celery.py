"""The Celery app and its clock. Rooms declare `@shared_task`s; the times at which they run stand here."""

import os

from celery import Celery
from celery.schedules import crontab

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "microlabs.settings")

app = Celery("microlabs")
app.set_default()  # for every thread of a web server, not only the one that starts it
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.autodiscover_tasks(["selection.review"])
app.autodiscover_tasks(related_name="clock")
app.conf.beat_schedule = {
    "deliver waiting messages": {
        "task": "messaging.tasks.delivery.deliver_waiting",
        "schedule": 10.0,
        "options": {"expires": 60.0},  # a hint, of no use while a worker is busy
    },
    "settle what was left behind": {
        "task": "messaging.tasks.sweeping.sweep",
        "schedule": 60.0,
        "options": {"expires": 60.0},
    },
    "fetch files that came with messages": {"task": "messaging.tasks.media.fetch_waiting", "schedule": 60.0},
    "keep the calendar years ahead": {
        "task": "messaging.clock.calendar.keep_calendar",
        "schedule": crontab(hour=4, minute=40),
    },
    "open and close stops on time": {"task": "programs.clock.keep_time", "schedule": 60.0},
    "count the figures": {"task": "reporting.tasks.count_figures", "schedule": 120.0},
    "renew the public figures": {
        "task": "reporting.tasks.renew_public_figures",
        "schedule": crontab(hour=3, minute=30),
    },
    "make exports whose call was lost": {"task": "reporting.tasks.make_waiting_exports", "schedule": 60.0},
    "forget expired exports": {"task": "reporting.tasks.forget_exports", "schedule": 3600.0},
    "forget what was begun and left": {
        "task": "applications.clock.forget_drafts",
        "schedule": crontab(hour=4, minute=10),
    },
    "remind of unfinished candidacies": {"task": "applications.clock.remind", "schedule": 600.0},
    "pass silent places on": {
        "task": "applications.clock.pass_places_on",
        "schedule": 60.0,
        "options": {"expires": 60.0},
    },
    "ask people what they need": {"task": "needs.clock.ask_for_needs", "schedule": 900.0},
    "sum up for the staff": {
        "task": "desk.clock.sum_up",
        "schedule": crontab(hour="8-11", minute="5-59/15", day_of_week="mon-fri"),
    },
    "read what arrived": {"task": "messaging.clock.inbound.read_inbound", "schedule": 10.0},
    "forget what arrived": {"task": "messaging.clock.inbound.forget_inbound", "schedule": crontab(hour=4, minute=20)},
    "score what came or changed": {"task": "selection.clock.score_files", "schedule": 60.0},
    "forget sheets nobody confirmed": {"task": "desk.clock.forget_sheets", "schedule": 3600.0},
}
