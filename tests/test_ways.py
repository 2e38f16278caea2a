"""Each role reaches all that it has to do by links alone, from its first page, in few clicks."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from applications.models import Application
from messaging.models import Thread
from programs.models import Stop
from selection.models import Decision
from tests.rows import DOORS
from tests.walking import walk

if TYPE_CHECKING:
    from tests.cast import Cast

FIRST = {  # who: their first page
    "RS1": "/desk/",
    "RV": "/desk/",
    "SU": "/desk/",
    "NS": "/desk/",
    "EX1": "/my/",
    "PI": "/my/",
}
NO_PAGE = re.compile(  # asked for by a page itself, or a file that a page offers
    r"desk:waiting|choosing:(gauges|sides)|review:rule|messaging:(thread_news|received|sent|original)"
    r"|hall:(unplugged|wall)|after_desk:papers|day:(offline|voice)"
    r"|admin:(jsi18n|autocomplete|index|app_list|.*_history)|opt-outs-moved"
    r"|admin:(questionnaires_.*|applications_.*)"  # forms and files have pages of the desk
    r"|reporting:desk-.*(file|moved)"
    r"|doors:shown"  # scanned off somebody's telephone
    r"|setup:(opening|closing|start|end)"  # acts, whose page says only that they are
)
AFTER_AN_ACT = re.compile(  # what a page leads to once something was sent
    r"files:(assignment|labelling|decision|asking)|outreach:check|messaging:(by_hand_one|chat)"
    r"|needs_expert:(all|need)|setup:copy|doubles:choose"
)
NO_DUTY = {  # who may read it, and has nothing to do there
    "RV": re.compile(
        r"admin:(programs|messaging_period|people_consenttext)_?.*|forms:.*|memory:memory"
    ),
}
CLICKS = {  # name: the most clicks to it; an act counts the press of its button
    "deciding:publication": 2,
    "setup:opening": 3,
    "messaging:thread": 2,
    "file:page": 2,
    "messaging:stock": 2,
}


def duties(cast: Cast, code: str) -> set[str]:
    """The pages that open to somebody and to no applicant; what stands there is made."""
    found = set()
    for name, door in ((name, door) for rows in DOORS.values() for name, door in rows.items()):
        if door.get and door.get[code] == "Y" and door.get["AP1"] != "Y":
            door.at(cast, cast.stop)
            found.add(name)
    none = [NO_PAGE, AFTER_AN_ACT, *([NO_DUTY[code]] if code in NO_DUTY else [])]
    return {name for name in found if not any(each.fullmatch(name) for each in none)}


def _one_stop_is_open(cast: Cast) -> None:
    Stop.objects.filter(pk=cast.elsewhere.pk).update(
        state="finished", opens_at=cast.stop.opens_at - timedelta(days=1)
    )


@pytest.mark.doors
@pytest.mark.parametrize(("code", "first"), FIRST.items())
def test_a_role_reaches_every_page_of_its_duties_by_links(
    cast: Cast, code: str, first: str
) -> None:
    wanted = duties(cast, code)
    if code in {"SU", "NS"}:  # who sees every stop begins at the one that is open
        _one_stop_is_open(cast)
    same = {"phone": cast.application.phone, "province": cast.application.province}
    Application.objects.filter(pk=cast.neighbour.pk).update(**same)  # two files that look alike
    found = walk(cast.browser(code), first, wanted)
    assert (sorted(wanted - found.away.keys()), found.refused) == ([], set())


@pytest.mark.parametrize("code", ["RS1", "SU"])
def test_what_is_done_daily_is_few_clicks_away(cast: Cast, code: str) -> None:
    Decision.objects.create(application=cast.application, outcome="accept", by=cast["RS1"])
    Thread.objects.create(stop=cast.stop, person=cast["AP1"], unread=1)
    _one_stop_is_open(cast)
    published = walk(cast.browser(code), FIRST[code], CLICKS.keys() - {"setup:opening"}).away
    Stop.objects.filter(pk=cast.stop.pk).update(state="prepared")
    opened = walk(cast.browser(code), FIRST[code], {"setup:opening"}).away
    away = {name: min(published.get(name, 99), opened.get(name, 99)) for name in CLICKS}
    assert {name: clicks for name, clicks in away.items() if clicks > CLICKS[name]} == {}
