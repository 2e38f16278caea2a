"""What the log must not keep: the keys of private pages and signed links, which stand in URLs."""

import copy
import logging
from typing import Any

from core.links import without_links

REFUSALS = range(400, 500)  # the answers of which nobody here is the cause


class Discreet(logging.Formatter):
    """Writes a line and its traceback without the keys of private pages and signed links."""

    def format(self, record: logging.LogRecord) -> str:
        """The usual line, with `/my/…` for a private link, `/messages/stop/…` for a signed one.

        A refusal is one line: its traceback tells nothing, and whoever asks could fill the disk.
        """
        if getattr(record, "status_code", None) not in REFUSALS:
            return without_links(super().format(record))
        record = copy.copy(record)
        record.exc_info = record.exc_text = record.stack_info = None
        return without_links(super().format(record)).replace("\n", "\\n").replace("\r", "\\r")


CONFIG: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "class": "microlabs.logs.Discreet",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        },
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django": {"level": "INFO"},  # without Django's own handlers: ours hides private links
        "httpx": {"level": "WARNING"},  # it would name every URL that is called
    },
}
