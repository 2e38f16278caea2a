"""Public addresses of the queue of a day: a number, and its page."""

from typing import TYPE_CHECKING

from django.urls import path

from core.addresses import later_views

if TYPE_CHECKING:
    from coaching.door import views
else:
    views = later_views("coaching.door.views")

app_name = "queue"
urlpatterns = [
    path("<slug:slug>/coaching/queue/", views.taking, name="taking"),
    path("ticket/<slug:token>/", views.mine, name="mine"),
    path("ticket/<slug:token>/leaving/", views.leaving, name="leaving"),
]
