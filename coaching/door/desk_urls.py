"""Addresses at the desk: the queue of today."""

from typing import TYPE_CHECKING

from django.urls import path

from core.addresses import later_views

if TYPE_CHECKING:
    from coaching.door import desk_views
else:
    desk_views = later_views("coaching.door.desk_views")

app_name = "queue_desk"
QUEUE = "<slug:stop>/coaching/queue"
urlpatterns = [
    path(f"{QUEUE}/", desk_views.queue, name="queue"),
    path(f"{QUEUE}/opening/", desk_views.opening, name="opening"),
    path(f"{QUEUE}/closing/", desk_views.closing, name="closing"),
    path(f"{QUEUE}/calling/", desk_views.calling, name="calling"),
    path(f"{QUEUE}/<int:pk>/call/", desk_views.call, name="call"),
    path(f"{QUEUE}/<int:pk>/reception/", desk_views.reception, name="reception"),
    path(f"{QUEUE}/<int:pk>/absence/", desk_views.absence, name="absence"),
    path(f"{QUEUE}/<int:pk>/return/", desk_views.restoring, name="return"),
]
