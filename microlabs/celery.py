"""The Celery app and its clock.

Rooms declare `@shared_task`s, and in `clock.py` the times at which they run.
"""

import os
from typing import Any

from celery import Celery
from celery.signals import import_modules, task_prerun
from django.db import close_old_connections

from core.rooms import offered, packages

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "microlabs.settings")

TASKS_OF_A_CONNECTION = 1000

app = Celery("microlabs")
app.set_default()  # for every thread of a web server, not only the one that starts it
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(packages)
app.autodiscover_tasks(packages, related_name="clock")

# Else Celery closes the connection before each task and after it.
app.conf["CELERY_DB_REUSE_MAX"] = TASKS_OF_A_CONNECTION
app.conf.beat_scheduler = "microlabs.beat:Clock"


@task_prerun.connect(weak=False)
def look_at_the_connection(**_: Any) -> None:
    """Let go a connection that failed or is a minute old, as before a request."""
    close_old_connections()


@import_modules.connect(sender=app, weak=False)
def set_the_clock(**_: Any) -> None:
    """Collect the times of every room.

    Celery calls it once Django is ready, before a worker or the clock starts.
    """
    app.conf.beat_schedule = {
        name: {key: value for key, value in entry.items() if key not in {"asks", "hears"}}
        for times in offered("clock", "EVERY")
        for name, entry in times.items()
    }
