"""URLs of the hall for whoever holds the link of a seat."""

from django.urls import path

from workshops.hall import question_views

app_name = "hall_seat"
urlpatterns = [
    path("seat/<slug:token>/questions/", question_views.asked, name="asked"),
    path("seat/<slug:token>/questions/wall/", question_views.polled, name="polled"),
    path("seat/<slug:token>/questions/<int:pk>/voice/", question_views.voted, name="voted"),
]
