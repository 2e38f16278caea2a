"""What the log must not keep: the key of a private page, which stands in its address."""

import logging
import re

PRIVATE_LINK = re.compile(r"/my/[^/\s]+")


class Discreet(logging.Formatter):
    """Writes a line, and the failure under it, without the keys of private pages."""

    def format(self, record: logging.LogRecord) -> str:
        """The line as usual, with `/my/…` for every private link."""
        return PRIVATE_LINK.sub("/my/…", super().format(record))
