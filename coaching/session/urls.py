"""Addresses of an expert’s day, of reports, and of the links to next steps."""

from typing import TYPE_CHECKING

from django.urls import path

from core.addresses import later_views

if TYPE_CHECKING:
    from coaching.session import care_views, report_views, room_views, step_views, views
else:
    care_views = later_views("coaching.session.care_views")
    report_views = later_views("coaching.session.report_views")
    room_views = later_views("coaching.session.room_views")
    step_views = later_views("coaching.session.step_views")
    views = later_views("coaching.session.views")

app_name = "day"
SESSION = "expert/sessions/<int:pk>/"
LINK = "day/<str:token>/"
urlpatterns = [
    path("expert/", views.today, name="today"),
    path("expert/offline/", views.offline, name="offline"),
    path("expert/people/", views.people, name="people"),
    path("expert/steps/<int:pk>/", report_views.ticked, name="step"),
    path(SESSION, report_views.session, name="session"),
    path(f"{SESSION}report/", report_views.report, name="report"),
    path(f"{SESSION}attempts/", report_views.attempt, name="attempt"),
    path(f"{SESSION}voice/", report_views.voice, name="voice"),
    path(f"{SESSION}room/", room_views.room, name="room"),
    path(LINK, views.by_link, name="by_link"),
    path(f"{LINK}offline/", views.by_link_offline, name="by_link_offline"),
    path(f"{LINK}<int:pk>/report/", report_views.report_by_link, name="report_by_link"),
    path(f"{LINK}<int:pk>/attempts/", report_views.attempt_by_link, name="attempt_by_link"),
    path(f"{LINK}<int:pk>/room/", room_views.room_by_link, name="room_by_link"),
    path("step/<str:token>/", step_views.after, name="after"),
    path("step/<str:token>/opinion/", step_views.opinion, name="opinion"),
    path("step/<str:token>/<int:pk>/", step_views.done, name="done"),
    path("desk/<slug:stop>/coaching/calls/", care_views.calls, name="calls"),
    path("desk/<slug:stop>/coaching/calls/<int:pk>/", care_views.talked, name="talked"),
    path("desk/<slug:stop>/coaching/support/", care_views.support, name="support"),
]
