"""URLs that only a demonstration has: the way in without codes, and every message sent."""

from django.urls import path

from microlabs.demo import views

app_name = "demo"
urlpatterns = [
    path("", views.entrance, name="entrance"),
    path("enter/<slug:door>/", views.enter, name="enter"),
    path("mailbox/", views.mailbox, name="mailbox"),
]
