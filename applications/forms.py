"""What the last page asks beside the questionnaire: to which uses of the answers one agrees."""

from collections.abc import Mapping

from people.models import ConsentText

LONGEST = 5  # digits


def consents_in(data: Mapping[str, object]) -> dict[str, int]:
    """The purposes whose box was ticked, each with the version of its text.

    The version stands beside the box; 0 when that is no number.
    """
    ticked = {
        purpose.value: str(data.get(f"consent_{purpose}", "")) for purpose in ConsentText.Purpose
    }
    return {
        purpose: int(version) if version.isdecimal() and len(version) <= LONGEST else 0
        for purpose, version in ticked.items()
        if version
    }
