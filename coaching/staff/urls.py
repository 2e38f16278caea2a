"""Addresses at the desk under which a team looks after the sessions of a stop."""

from typing import TYPE_CHECKING

from django.urls import path

from core.addresses import later_views

if TYPE_CHECKING:
    from coaching.staff import act_views, caller_views, day_views, request_views, views
else:
    act_views = later_views("coaching.staff.act_views")
    caller_views = later_views("coaching.staff.caller_views")
    day_views = later_views("coaching.staff.day_views")
    request_views = later_views("coaching.staff.request_views")
    views = later_views("coaching.staff.views")

app_name = "coaching"
AT = "<slug:stop>/coaching"
ONE, ASKED = f"{AT}/sessions/<int:pk>", f"{AT}/requests/<int:pk>"
urlpatterns = [
    path(f"{AT}/", views.sessions, name="list"),
    path(f"{AT}/rules/", views.rules, name="rules"),
    path(f"{ONE}/", views.session, name="session"),
    path(f"{ONE}/cancellation/", act_views.cancellation, name="cancellation"),
    path(f"{ONE}/moving/", act_views.hours, name="hours"),
    path(f"{ONE}/moving/<int:to>/", act_views.moving, name="moving"),
    path(f"{ONE}/undoing/", act_views.undoing, name="undoing"),
    path(f"{ONE}/arrival/", act_views.arrival, name="arrival"),
    path(f"{ONE}/second/", act_views.second, name="second"),
    path(f"{ONE}/outcome/", act_views.outcome, name="outcome"),
    path(f"{AT}/callers/", caller_views.callers, name="callers"),
    path(f"{AT}/callers/<int:pk>/", caller_views.caller, name="caller"),
    path(f"{AT}/callers/<int:pk>/slots/<int:to>/", caller_views.slot, name="slot"),
    path(f"{AT}/callers/<int:pk>/requests/", caller_views.asking, name="asking"),
    path(f"{AT}/days/", day_views.day, name="day"),
    path(f"{AT}/requests/", request_views.requests, name="requests"),
    path(f"{ASKED}/slots/", request_views.slots, name="offers"),
    path(f"{ASKED}/slots/<int:to>/", request_views.offer, name="offer"),
    path(f"{ASKED}/closing/", request_views.closing, name="closing"),
]
