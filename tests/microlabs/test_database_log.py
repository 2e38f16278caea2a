"""The log of PostgreSQL keeps nothing that people wrote, whatever is refused or sent twice."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from applications.actions import begin
from messaging.actions.conversations import say
from messaging.actions.preferences import refuse
from microlabs.embedded.postgres import Postgres
from tests.cast import Cast

OURS = {"log_min_error_statement": "panic", "log_error_verbosity": "terse"}


def logged(act: Callable[[], object]) -> str:
    """What the server wrote into its log meanwhile."""
    log = Postgres().log
    before = log.stat().st_size
    act()
    with log.open(encoding="utf-8", errors="replace") as file:
        file.seek(before)
        return file.read()


def refused(*settings_first: str) -> Callable[[], None]:
    """A statement with somebody's words that the database refuses."""

    def act() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            for statement in settings_first:
                cursor.execute(statement)
            with pytest.raises(DatabaseError), transaction.atomic():
                cursor.execute(
                    "INSERT INTO people_user (name, email) VALUES ('ZZC secret words', NULL)"
                )
            transaction.set_rollback(True)

    return act


@pytest.mark.django_db
def test_a_refused_statement_leaves_its_error_and_none_of_its_words() -> None:
    lines = logged(refused())
    assert ("violates" in lines, "ZZC secret words" in lines) == (True, False)


@pytest.mark.django_db
def test_without_our_settings_the_words_would_stand_there() -> None:
    plain = ("SET log_min_error_statement = error", "SET log_error_verbosity = default")
    assert "ZZC secret words" in logged(refused(*plain))


def test_the_compose_file_starts_its_server_with_the_same_settings() -> None:
    lines = (settings.BASE_DIR / "docker-compose.yml").read_text()
    assert [f"{name}={value}" in lines for name, value in OURS.items()] == [True, True]


def sent_twice(cast: Cast) -> dict[str, Callable[[], object]]:
    """What people send again when the net is slow."""
    key, text = uuid4(), "ZZC secret words"
    return {
        "a candidacy": lambda: begin(stop=cast.stop, language="ar", key=key),
        "a conversation": lambda: say(person=cast["AP1"], stop=cast.stop, text=text, key=str(key)),
        "a refusal of messages": lambda: refuse(cast.application.phone, way="sms"),
    }


@pytest.mark.parametrize("what", ["a candidacy", "a conversation", "a refusal of messages"])
def test_a_form_that_is_sent_twice_is_no_error_of_the_database(cast: Cast, what: str) -> None:
    send = sent_twice(cast)[what]
    send()
    assert "ERROR" not in logged(send)
