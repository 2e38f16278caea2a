"""Addresses at the desk under which a center plans its workshops."""

from typing import TYPE_CHECKING

from django.urls import path

from core.addresses import later_views
from workshops.planning.kept_lists import LISTS

if TYPE_CHECKING:
    from workshops.planning import (
        beside_views,
        calendar_views,
        date_views,
        list_views,
        state_views,
        views,
    )
else:
    beside_views = later_views("workshops.planning.beside_views")
    calendar_views = later_views("workshops.planning.calendar_views")
    date_views = later_views("workshops.planning.date_views")
    list_views = later_views("workshops.planning.list_views")
    state_views = later_views("workshops.planning.state_views")
    views = later_views("workshops.planning.views")


app_name = "planning"
ALL, ONE = "<slug:stop>/workshops", "<slug:stop>/workshops/<int:number>"
urlpatterns = [
    path(f"{ALL}/", views.workshops, name="list"),
    path(f"{ALL}/new/", views.new, name="new"),
    path(f"{ALL}/calendar/", calendar_views.calendar, name="calendar"),
    path(f"{ALL}/calendar/feed/", calendar_views.feed, name="feed"),
    path(f"{ALL}/calendar/feed/removal/", calendar_views.feed_removal, name="feed_removal"),
    path(f"{ONE}/", views.workshop, name="workshop"),
    path(f"{ONE}/change/", views.change, name="change"),
    path(f"{ONE}/publication/", state_views.publication, name="publication"),
    path(f"{ONE}/cancellation/", state_views.cancellation, name="cancellation"),
    path(f"{ONE}/moving/", state_views.moving, name="moving"),
    path(f"{ONE}/deletion/", state_views.deletion, name="deletion"),
    path(f"{ONE}/dates/", date_views.dates, name="dates"),
    path(f"{ONE}/dates/<int:pk>/fixing/", date_views.fixing, name="fixing"),
    path(f"{ONE}/copy/", beside_views.copy, name="copy"),
    path(f"{ONE}/invitations/", beside_views.invitations, name="invitations"),
    path(f"{ONE}/invitations/sending/", beside_views.sending, name="sending"),
    path(f"{ONE}/invitations/finding/", beside_views.finding, name="finding"),
    path(f"{ONE}/invitations/adding/", beside_views.adding, name="adding"),
    path(f"{ONE}/invitations/<int:pk>/removal/", beside_views.taking_off, name="taking_off"),
]
for of in LISTS:
    urlpatterns += [
        path(f"{ALL}/{of}/", list_views.rows, {"of": of}, name=of),
        path(f"{ALL}/{of}/<int:pk>/", list_views.one, {"of": of}, name=f"{of}-one"),
        path(
            f"{ALL}/{of}/<int:pk>/deletion/",
            list_views.deletion,
            {"of": of},
            name=f"{of}-deletion",
        ),
    ]
