"""What a page says when its act is refused: beside the form, or on the next page."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import ValidationError

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from django.forms import BaseForm
    from django.http import HttpRequest


class Attempt:
    """What stands within may be refused; the rest of it is left out then."""

    def __init__(self, say: Callable[[ValidationError], None]) -> None:
        self.say = say

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
        self.say(raised)
        return True


def saying_beside(form: BaseForm, field: str | None = None) -> Attempt:
    """Do what stands within; where it is refused, the form says why, beside that field if named."""
    return Attempt(partial(form.add_error, field))


def saying_why(request: HttpRequest) -> Attempt:
    """The same for a button without fields: the next page says why."""
    return Attempt(lambda refusal: messages.error(request, " ".join(refusal.messages)))
