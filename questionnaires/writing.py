"""Answers, and their spelling in a form."""

from typing import TypeAlias

Answer: TypeAlias = str | int | bool | list[str]

YES, NO = "yes", "no"
POINTS = ("1", "2", "3", "4", "5")


def typed(answer: Answer | None) -> list[str]:
    """A kept answer as the form that brought it would send it again."""
    match answer:
        case None | "":
            return []
        case bool():
            return [YES if answer else NO]
        case list():
            return answer
        case _:
            return [str(answer)]
