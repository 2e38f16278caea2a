"""The newest of many are found along their index, though PostgreSQL would rather sort."""

from django.db import connection

from applications.models import Application
from core.planned import in_order_of_an_index
from tests.cast import Cast


def test_the_newest_are_walked_along_their_index(cast: Cast) -> None:
    newest = Application.objects.filter(stop__in=[cast.stop, cast.elsewhere]).order_by("-pk")
    with connection.cursor() as cursor:  # of few rows PostgreSQL thinks this or that
        cursor.execute("SET LOCAL random_page_cost = 100000")
    plans, answers = [newest.explain()], [list(newest.all())]
    with in_order_of_an_index():
        plans.append(newest.explain())
        answers.append(list(newest.all()))
    assert ["Sort" in plan for plan in plans] == [True, False]
    assert answers[0] == answers[1] != []
    with connection.cursor() as cursor:
        cursor.execute("SHOW enable_sort")
        assert cursor.fetchone() == ("on",)
