"""What the last page asks beside the questionnaire: to which uses of the answers somebody agrees."""

from collections.abc import Mapping

from people.models import ConsentText


def consents_in(data: Mapping[str, object]) -> set[str]:
    """The purposes whose box was ticked; whatever else was sent is not read."""
    return {purpose.value for purpose in ConsentText.Purpose if data.get(f"consent_{purpose}")}
