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
    "tell webhooks what happened": {
        "task": "reporting.json_api.tasks.tell_hooks",
        "schedule": 30.0,
        "options": {"expires": 30.0},
    },
    "forget what webhooks were told": {
        "task": "reporting.json_api.tasks.forget_deliveries",
        "schedule": crontab(hour=4, minute=50),
    },
}
