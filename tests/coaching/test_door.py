"""The queue of a day: numbers given once each, called in their order, forgotten afterwards."""

from __future__ import annotations

import uuid
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from coaching.door import actions
from coaching.door.links import ticket_url
from coaching.models import QueueDay, Ticket
from messaging.clock import forget_guests
from messaging.models import Message
from tests.crew import together
from tests.pages import folded

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cast import Cast


def take(queue: QueueDay, n: int, **values: Any) -> Ticket:
    """A number for person `n`."""
    own = {"key": uuid.uuid4(), "name": f"P{n}", "phone": f"+2126990400{n:02}", "language": "ar"}
    return actions.take(queue, **{**own, **values})


def said() -> list[tuple[str, str]]:
    """Which messages stand in the outbox: on which occasion, to which number."""
    return sorted(Message.objects.values_list("event", "address"))


def test_numbers_are_given_in_order_and_called_in_order(cast: Cast) -> None:
    queue = actions.open_queue(cast.stop)
    numbers = [take(queue, n).number for n in (1, 2, 3, 4)]
    assert numbers == [1, 2, 3, 4]
    first, last = Ticket.objects.get(number=1), Ticket.objects.get(number=4)
    assert (actions.before(first), actions.before(last)) == (0, 3)
    called = actions.call_next(queue)
    assert called is not None
    assert (called.number, actions.before(last)) == (1, 2)
    # The first is called; whoever has one before them now is told that it is almost their turn.
    assert said() == [("queue_now", "+212699040001"), ("queue_soon", "+212699040003")]


@pytest.mark.parametrize("act", [actions.miss, actions.receive])
def test_whoever_came_or_went_is_not_told_any_more_that_it_is_their_turn(
    cast: Cast, act: Callable[[Ticket], bool]
) -> None:
    queue = actions.open_queue(cast.stop)
    take(queue, 1)
    called = actions.call_next(queue)
    assert called is not None
    waiting = Message.objects.filter(event="queue_now", state="new")
    assert (waiting.count(), act(called), waiting.count()) == (1, True, 0)


def test_a_telephone_with_another_number_is_not_put_back_nor_called(cast: Cast) -> None:
    queue = actions.open_queue(cast.stop)
    gone = take(queue, 1)
    actions.miss(gone)
    other = take(queue, 1)
    for act in (actions.wait_again, actions.call):
        with pytest.raises(ValidationError) as refusal:
            act(gone)
        assert refusal.value.code == "waits"
    actions.miss(other)
    assert actions.wait_again(gone)


def test_a_form_that_stayed_open_gives_another_number_on_another_day(cast: Cast) -> None:
    key, queue = uuid.uuid4(), actions.open_queue(cast.stop)
    first = take(queue, 1, key=key)
    assert take(queue, 1, key=key) == first
    assert take(queue, 2, key=key).number == 2  # the next person, at the same screen
    before = timezone.localdate() - timedelta(days=1)
    QueueDay.objects.filter(pk=queue.pk).update(day=before)
    today = actions.open_queue(cast.stop)
    assert take(today, 1, key=key).queue == today


def test_who_gave_no_telephone_is_called_on_the_page_alone(cast: Cast) -> None:
    queue = actions.open_queue(cast.stop)
    ticket = take(queue, 1, phone="")
    actions.call_next(queue)
    page = cast.client().get(ticket_url(ticket), headers={"Accept-Language": "en"})
    assert (page.status_code, page["Refresh"], said()) == (200, "20", [])


def test_the_same_form_and_the_same_telephone_get_the_same_number(cast: Cast) -> None:
    queue, key = actions.open_queue(cast.stop), uuid.uuid4()
    one = take(queue, 1, key=key)
    assert (take(queue, 1, key=key).pk, take(queue, 1).pk) == (one.pk, one.pk)
    actions.call(one)
    actions.receive(one)
    assert take(queue, 1).number == 2


def test_whoever_types_the_telephone_of_another_does_not_get_their_number(cast: Cast) -> None:
    actions.open_queue(cast.stop)
    own = {"name": "Amina", "phone": "0612345678"}
    page, visitor = reverse("queue:taking", args=[cast.stop.slug]), cast.browser()
    first = visitor.post(page, {**own, "key": uuid.uuid4()})
    again = visitor.post(page, {"name": "  amina", "phone": "0612345678", "key": uuid.uuid4()})
    other = visitor.post(page, {**own, "name": "Karim", "key": uuid.uuid4()})
    assert again["Location"] == first["Location"]
    assert (other.status_code, [*other.context["form"].errors]) == (422, ["phone"])
    assert Ticket.objects.count() == 1


def test_a_queue_that_is_closed_gives_no_numbers_and_opens_again(cast: Cast) -> None:
    queue = actions.open_queue(cast.stop)
    actions.close_queue(queue)
    with pytest.raises(ValidationError) as refusal:
        take(queue, 1)
    assert (refusal.value.code, actions.open_today(cast.stop)) == ("closed", None)
    actions.open_queue(cast.stop)
    assert take(queue, 1).number == 1


def test_a_number_goes_only_where_its_life_leads(cast: Cast) -> None:
    queue = actions.open_queue(cast.stop)
    ticket = take(queue, 1)
    assert [actions.receive(ticket), actions.miss(ticket), actions.call(ticket)] == [
        *(False, True),
        False,
    ]
    assert [actions.wait_again(ticket), actions.call(ticket), actions.receive(ticket)] == [True] * 3


def test_names_and_telephones_are_forgotten_two_days_later(cast: Cast) -> None:
    queue = actions.open_queue(cast.stop)
    take(queue, 1)
    now = timezone.now()
    assert actions.forget(now + timedelta(days=2)) == 0
    assert actions.forget(now + timedelta(days=3)) == 1
    assert list(Ticket.objects.values_list("name", "phone", "number")) == [("", "", 1)]


def test_what_was_written_to_a_number_is_forgotten_with_it(cast: Cast) -> None:
    queue = actions.open_queue(cast.stop)
    actions.call(take(queue, 1))
    now = timezone.now()
    assert Message.objects.exclude(address="").count() == 1
    Message.objects.update(created_at=now - timedelta(days=1), state="sent")
    assert forget_guests() == 0
    Message.objects.update(created_at=now - timedelta(days=2, minutes=1), state="new")
    assert forget_guests() == 0  # somebody sends it by hand yet
    Message.objects.update(state="sent", person=cast["AP1"])
    assert forget_guests() == 0  # it is of their own account
    Message.objects.update(person=None)
    assert (forget_guests(), Message.objects.count()) == (1, 0)


def test_the_page_takes_a_number_and_keeps_what_was_typed(cast: Cast) -> None:
    page = reverse("queue:taking", args=[cast.stop.slug])
    visitor = cast.browser()
    assert "No numbers are given out now" in visitor.get(page).content.decode()
    actions.open_queue(cast.stop)
    form = {"name": "Amina", "phone": "12", "key": uuid.uuid4()}
    refused = visitor.post(page, form)
    assert (refused.status_code, 'value="Amina"' in refused.content.decode()) == (422, True)
    done = visitor.post(page, {**form, "phone": "٠٦١٢٣٤٥٦٧٨"})
    ticket = Ticket.objects.get()
    assert (done["Location"], ticket.phone) == (ticket_url(ticket), "+212612345678")
    shown = visitor.get(done["Location"]).content.decode()
    assert ("Nobody is before you" in shown, "Amina" in shown) == (True, False)


def test_who_is_next_is_asked_to_stay_and_who_is_not_may_go(cast: Cast) -> None:
    queue = actions.open_queue(cast.stop)
    pages = [cast.browser().get(ticket_url(take(queue, n))).content.decode() for n in (1, 2)]
    assert ["You may go and come back" in page for page in pages] == [False, True]
    assert ["Please stay near" in page for page in pages] == [True, False]


def test_a_number_is_given_back_by_its_link_only_when_pressed(cast: Cast) -> None:
    ticket = take(actions.open_queue(cast.stop), 1)
    leave = f"{ticket_url(ticket)}leaving/"
    assert cast.browser().get(leave).status_code == 405
    page = cast.browser().get(f"{ticket_url(ticket)}?lang=en").content.decode()
    assert folded(page) == ["I do not wait any more"]  # asked first without a script too
    cast.browser().post(leave)
    ticket.refresh_from_db()
    assert ticket.state == "gone"


def test_a_team_calls_by_clicks(cast: Cast) -> None:
    staff, at = cast.client("RS1"), [cast.stop.slug]
    staff.post(reverse("queue_desk:opening", args=at))
    queue = QueueDay.objects.get()
    ticket = take(queue, 1)
    staff.post(reverse("queue_desk:calling", args=at))
    page = staff.get(reverse("queue_desk:queue", args=at)).content.decode()
    here = reverse("queue_desk:reception", args=[*at, ticket.pk])
    assert here in page
    staff.post(here)
    ticket.refresh_from_db()
    assert ticket.state == "seen"


def test_the_list_costs_the_same_for_one_number_and_for_three(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    queue, staff = actions.open_queue(cast.stop), cast.client("RS1")
    page = reverse("queue_desk:queue", args=[cast.stop.slug])
    take(queue, 1)
    staff.get(page)
    with django_assert_num_queries(7):
        staff.get(page)
    take(queue, 2)
    take(queue, 3)
    with django_assert_num_queries(7):
        staff.get(page)


@pytest.mark.races
@pytest.mark.django_db(transaction=True)
def test_thirty_who_come_at_once_get_thirty_numbers(cast: Cast) -> None:
    queue = actions.open_queue(cast.stop)

    def come(n: int) -> int:
        return take(queue, n).number

    numbers = together([partial(come, n) for n in range(1, 31)])
    assert sorted(numbers) == list(range(1, 31))


def test_who_is_called_may_still_give_the_number_back(cast: Cast) -> None:
    ticket, visitor = take(actions.open_queue(cast.stop), 1), cast.client()
    actions.call(ticket)
    page = visitor.get(ticket_url(ticket)).content.decode()
    assert f"{ticket_url(ticket)}leaving/" in page
    visitor.post(f"{ticket_url(ticket)}leaving/")
    ticket.refresh_from_db()
    assert ticket.state == Ticket.State.GONE
