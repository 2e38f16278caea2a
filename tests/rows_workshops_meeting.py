"""The rows of a workshop's meeting at the desk in the table of doors; EX1 leads the workshop."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.cast import Cast
from tests.doors import Door
from tests.meetings.meeting import picture
from tests.rows_workshops_hall import of_workshop, staff

PICTURE = picture("red")


def one_slide(_cast: Cast) -> dict[str, Any]:
    """A picture, as a browser sends it."""
    return {"pictures": SimpleUploadedFile("1.jpg", PICTURE, "image/jpeg")}


MEETING = {
    "hall:meeting": Door(get=staff(), at=of_workshop()),
    "hall:leading": Door(post=staff(), at=of_workshop()),
    "hall:slides": Door(post=staff(), at=of_workshop(), body=one_slide),
}
DOORS = {"workshops-meeting": MEETING}
