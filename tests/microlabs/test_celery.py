"""The worker: what it keeps from one task to the next."""

import pytest
from celery.fixups.django import DjangoWorkerFixup
from django.db import connection

from microlabs.celery import app


@pytest.mark.django_db
def test_a_task_has_the_connection_of_the_task_before() -> None:
    connection.ensure_connection()
    kept = connection.connection
    DjangoWorkerFixup(app).close_database()
    assert (connection.connection is kept, kept.closed) == (True, False)
