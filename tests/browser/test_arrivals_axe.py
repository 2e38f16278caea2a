"""The pages of what could not be read: axe, targets, both directions, a narrow phone."""

import pytest

from tests.browser.conftest import DESK, PHONE, Open
from tests.browser.test_every_page import enter, look
from tests.cast import Cast
from tests.rows_arrivals import answer_of, aside_of, unread_of
from tests.rows_conversations import thread_of

LIST = "/desk/conversations/unread/"


@pytest.mark.parametrize(("language", "size"), [("ar", PHONE), ("fr", DESK)])
def test_nothing_is_wrong_with_the_pages_of_what_could_not_be_read(
    live_cast: Cast, opened: Open, live_server: object, language: str, size: dict[str, object]
) -> None:
    ((unread,), (aside,)) = (of(live_cast, live_cast.stop) for of in (unread_of, aside_of))
    answer_of(live_cast, live_cast.stop)
    context = opened(language, **size)
    enter(context, live_cast, "RS1", str(live_server))
    page = context.new_page()
    pages = [
        *(LIST, f"{LIST}?box=settled", f"{LIST}{unread}/", f"{LIST}{aside}/"),
        *("/desk/conversations/", "/desk/"),
        f"/desk/conversations/{thread_of(live_cast, live_cast.stop).pk}/",
    ]
    assert {
        address: wrong for address in pages if (wrong := look(page, address, public=False))
    } == {}
