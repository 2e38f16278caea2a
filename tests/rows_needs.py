"""The rows of needs in the table of doors."""

from tests.cast import Cast
from tests.doors import CENTER, Door, Rule, of_stop, only
from tests.rows_diagnosis import in_hand


def needs(who: str = CENTER, outcome: str = "Y") -> Rule:
    """`who` enter; the other region's staff find nothing; who does not work on files is refused."""
    return {**only("", others="403"), "RS2": "404", **dict.fromkeys(who.split(), outcome)}


def plan(_cast: Cast) -> dict[str, int]:
    """Nothing planned."""
    codes = (
        "financing",
        "administration",
        "marketing",
        "digital",
        "management",
        "social_tax",
        "idea",
    )
    return {
        f"{code}-{name}": number
        for code in codes
        for name, number in (("sessions", 0), ("seats", 9), ("hours", 0))
    }


CORRECTION = {"level": 60, "state": "open", "reason": "By telephone"}
NEEDS = {
    "needs:overview": Door(get=needs(), at=of_stop()),
    "needs:theme": Door(get=needs(), at=of_stop("digital")),
    "needs:plan": Door(get=needs(), post=needs("RS1 SU"), at=of_stop(), body=plan),
    "needs:need": Door(
        get=needs(),
        post=needs(),
        at=lambda cast, stop: [stop.slug, "FM-0001" if stop == cast.stop else "SM-0001", "digital"],
        body=lambda _cast: CORRECTION,
    ),
    "needs_expert:all": Door(get=only("EX1"), at=in_hand, shows="AP1"),
    "needs_expert:need": Door(
        get=only("EX1"),
        post=only("EX1"),
        at=lambda cast, stop: [*in_hand(cast, stop), "digital"],
        body=lambda _cast: CORRECTION,
        shows="AP1",
    ),
}
DOORS = {"needs": NEEDS}
