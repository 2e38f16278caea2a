"""The rows of the table of doors about the words of a stop."""

from tests.doors import Door
from tests.rows_admin import OTHERS, WORKS, rule

HERE = "RV RS1 SU"  # who read them at the stop in region 1

WORDS = {
    "admin:messaging_wording_changelist": Door(get=rule(WORKS), post=rule(WORKS), other=""),
    "admin:messaging_wordings": Door(
        get=rule(HERE, missing="RS2"), at=lambda cast, _stop: [cast.stop.slug], hidden=OTHERS
    ),
    "admin:messaging_wording": Door(
        get=rule(HERE, missing="RS2"),
        post=rule("RS1 SU", missing="RS2"),
        at=lambda cast, _stop: [cast.stop.slug, "receipt"],
        hidden=OTHERS,
    ),
    "admin:messaging_wording_preview": Door(
        post=rule(HERE, missing="RS2"),
        at=lambda cast, _stop: [cast.stop.slug, "receipt"],
        hidden=OTHERS,
    ),
}
DOORS = {"the words of a stop": WORDS}
