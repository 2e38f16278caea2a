"""Work that is handed to the background: Celery and its queue, imported with the first of it.

Rooms import `tasks.py` of theirs later, so that a page that hands nothing over imports neither.
"""

from importlib import import_module

from celery import shared_task
from django.conf import settings

__all__ = ["shared_task"]

import_module(settings.QUEUE)  # whoever imports a task knows where it goes
