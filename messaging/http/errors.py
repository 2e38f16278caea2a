"""What may come of a call to somebody outside."""

from datetime import timedelta


class NotSent(Exception):  # noqa: N818  it says what happened
    """The message certainly did not leave; `reason` is for staff. `final` when trying again cannot help.

    `retry_after` is how long the other side asks us to wait.
    """

    def __init__(self, reason: str, *, final: bool = False, retry_after: timedelta | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.final = final
        self.retry_after = retry_after


class UnknownFate(Exception):  # noqa: N818  it says what happened
    """The answer was lost: the message may have arrived, or not."""
