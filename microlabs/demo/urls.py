"""URLs that only a demonstration has: the way in without codes, and every message sent."""

from typing import TYPE_CHECKING

from django.urls import path

from core.addresses import later_views

if TYPE_CHECKING:
    from microlabs.demo import views
else:
    views = later_views("microlabs.demo.views")

app_name = "demo"
urlpatterns = [
    path("", views.entrance, name="entrance"),
    path("enter/<slug:door>/", views.enter, name="enter"),
    path("mailbox/", views.mailbox, name="mailbox"),
]
