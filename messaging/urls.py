"""Addresses of the messaging room, topic by topic."""

from django.urls import path

from messaging.views import no_more

app_name = "messaging"
WISHES = [
    path("messages/stop/<str:token>/", no_more.no_more, name="no_more"),
]
urlpatterns = [*WISHES]
