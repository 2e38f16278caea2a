"""What a button says when it is refused."""

from types import TracebackType

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest


class Attempt:
    """What stands within may be refused; mypy knows by `bool` that what follows is reached."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def __enter__(self) -> None:
        """Begin."""

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        raised: BaseException | None,
        _trace: TracebackType | None,
    ) -> bool:
        """Say why it was refused; any other fault goes on."""
        if not isinstance(raised, ValidationError):
            return False
        messages.error(self.request, " ".join(raised.messages))
        return True


def saying_why(request: HttpRequest) -> Attempt:
    """Do what stands within; where it is refused, the next page says why and the rest is left out.

    A form says it beside its fields: this is for what has none.
    """
    return Attempt(request)
