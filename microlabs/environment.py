"""The environment, read by type: what does not read as it should ends the start, by its name.

A value is not repeated in the refusal: it may be a secret.
"""

import os
import re

from django.core.exceptions import ImproperlyConfigured

SWITCHES = {
    **dict.fromkeys(("true", "t", "yes", "y", "on", "1"), True),
    **dict.fromkeys(("false", "f", "no", "n", "off", "0"), False),
}


class Environment:
    """Values by their names, which begin with `prefix`; an empty one is not set."""

    def __init__(self, prefix: str = "") -> None:
        self.prefix = prefix

    def text(self, name: str, otherwise: str, *, looks: str = "") -> str:
        """A text; the whole of it `looks` so, where that is said."""
        value = self._value(name)
        if value and looks and not re.fullmatch(looks, value):
            raise self._refusal(name)
        return value or otherwise

    def switch(self, name: str, *, otherwise: bool = False) -> bool:
        """Yes or no."""
        value = self._value(name).lower()
        if value and value not in SWITCHES:
            raise self._refusal(name)
        return SWITCHES.get(value, otherwise)

    def number(self, name: str, otherwise: int) -> int:
        """A whole number."""
        value = self._value(name)
        if value and not re.fullmatch(r"-?\d+", value):
            raise self._refusal(name)
        return int(value or otherwise)

    def words(self, name: str, otherwise: list[str]) -> list[str]:
        """Words between commas."""
        value = self._value(name)
        return [word.strip() for word in value.split(",")] if value else otherwise

    def pairs(self, name: str) -> dict[str, str]:
        """Words by their names: `to=phone,message=text`."""
        words = [word.partition("=") for word in self.words(name, [])]
        if not all(sign for _before, sign, _after in words):
            raise self._refusal(name)
        return {before.strip(): after.strip() for before, _sign, after in words}

    def _value(self, name: str) -> str:
        return os.environ.get(f"{self.prefix}{name}", "")

    def _refusal(self, name: str) -> ImproperlyConfigured:
        return ImproperlyConfigured(f"{self.prefix}{name} cannot be read: see docs/settings.md.")
