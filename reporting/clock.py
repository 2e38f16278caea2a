"""The times of reporting: figures are counted, exports made and forgotten, by `tasks.py`."""

from celery.schedules import crontab

from core.rooms import Times

EVERY: Times = {
    "count the figures": {
        "task": "reporting.tasks.count_figures",
        "schedule": 0.5,
        "options": {"expires": 5.0},
    },
    "renew the public figures": {
        "task": "reporting.tasks.renew_public_figures",
        "schedule": crontab(hour=3, minute=30),
    },
    "make exports whose call was lost": {
        "task": "reporting.tasks.make_waiting_exports",
        "schedule": 60.0,
    },
    "forget expired exports": {"task": "reporting.tasks.forget_exports", "schedule": 3600.0},
}
