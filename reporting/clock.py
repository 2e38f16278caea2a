"""The times of reporting: figures are counted, exports made and forgotten, by `tasks.py`."""

from celery.schedules import crontab
from django.utils import timezone

from core.rooms import Times
from core.tasks import shared_task
from reporting.counting.watching import CHANNEL
from reporting.disclosure.actions import release_month
from reporting.exports.quarterly import write_quarterly
from reporting.models import Hook
from reporting.tasks import waiting_exports

EVERY: Times = {
    "count the figures": {
        "task": "reporting.tasks.count_figures",
        "hears": CHANNEL,
        "schedule": 30.0,  # a workshop ends without a change; and a notice may be lost
        "options": {"expires": 5.0},
    },
    "renew the public figures": {
        "task": "reporting.tasks.renew_public_figures",
        "schedule": crontab(hour=3, minute=30),
    },
    "release what partners may see": {  # each month; later where its first night was missed
        "task": "reporting.clock.release_partner_figures",
        "schedule": crontab(hour=4, minute=40),
    },
    "make exports whose call was lost": {
        "task": "reporting.tasks.make_waiting_exports",
        "asks": waiting_exports,
        "schedule": 60.0,
    },
    "forget expired exports": {"task": "reporting.tasks.forget_exports", "schedule": 3600.0},
    "write the quarterly files of partners": {  # each once; later where its day was missed
        "task": "reporting.clock.write_quarterly_files",
        "schedule": crontab(hour="8-10", minute=15),
    },
    "tell webhooks what happened": {
        "task": "reporting.json_api.tasks.tell_hooks",
        "asks": Hook.objects.all,
        "schedule": 30.0,
        "options": {"expires": 30.0},
    },
    "forget what webhooks were told": {
        "task": "reporting.json_api.tasks.forget_deliveries",
        "schedule": crontab(hour=4, minute=50),
    },
}


@shared_task(ignore_result=True)
def release_partner_figures() -> None:
    """Publish the partners' tables of the month, unless they are there."""
    release_month()


@shared_task(ignore_result=True)
def write_quarterly_files() -> None:
    """Write to the partners at the beginning of a quarter, once."""
    write_quarterly(timezone.localdate())
