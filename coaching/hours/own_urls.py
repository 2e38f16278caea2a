"""Addresses of an expert’s own hours, and of the private feeds."""

from typing import TYPE_CHECKING

from django.urls import path

from core.addresses import later_views

if TYPE_CHECKING:
    from coaching.hours import feed_views, own_views, row_views
else:
    feed_views = later_views("coaching.hours.feed_views")
    own_views = later_views("coaching.hours.own_views")
    row_views = later_views("coaching.hours.row_views")

app_name = "hours"
ONE = "expert/hours/<int:number>"
urlpatterns = [
    path("expert/hours/", own_views.mine, name="mine"),
    path(f"{ONE}/", own_views.hours, name="hours"),
    path(f"{ONE}/charter/", own_views.charter, name="charter"),
    path(f"{ONE}/letter/<int:year>/", own_views.letter, name="letter"),
    path(f"{ONE}/calendar/", own_views.calendar, name="calendar"),
    path(f"{ONE}/calendar/deletion/", own_views.disconnection, name="calendar-deletion"),
    path(f"{ONE}/slots/<int:pk>/closing/", own_views.closing, name="closing"),
    path(f"{ONE}/slots/<int:pk>/opening/", own_views.opening, name="opening"),
    path("account/me/sessions/", feed_views.mine, name="feed-page"),
    path("account/me/sessions/deletion/", feed_views.deletion, name="feed-deletion"),
    path("sessions/<str:key>/sessions.ics", feed_views.read, name="feed"),
]
for of in ("rules", "days", "absences"):
    urlpatterns += [
        path(f"{ONE}/{of}/new/", row_views.new, {"of": of}, name=f"{of}-new"),
        path(
            f"{ONE}/{of}/<int:pk>/deletion/",
            row_views.deletion,
            {"of": of},
            name=f"{of}-deletion",
        ),
    ]
    if of != "absences":
        urlpatterns.append(
            path(f"{ONE}/{of}/<int:pk>/", row_views.change, {"of": of}, name=f"{of}-one")
        )
