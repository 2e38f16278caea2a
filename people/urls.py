"""Addresses of the people room, beside allauth's."""

from django.urls import path

from people import views

app_name = "people"
urlpatterns = [
    path("me/", views.me, name="me"),
    path(
        "me/consents/<int:stop_id>/<slug:purpose>/withdrawal/", views.withdrawal, name="withdrawal"
    ),
    path("who/", views.who, name="who"),
]
