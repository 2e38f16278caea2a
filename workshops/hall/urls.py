"""URLs of the hall, under the desk of a stop: the sheet of a workshop by its number."""

from django.urls import path

from workshops.hall import meeting_views, views

app_name = "hall"
MEETING = "<slug:stop>/workshops/<int:number>/meeting/"
SHEET = "<slug:stop>/workshops/<int:number>/attendance/"
urlpatterns = [
    path(SHEET, views.sheet, name="sheet"),
    path(f"{SHEET}offline/", views.unplugged, name="unplugged"),
    path(f"{SHEET}marks/", views.marks, name="marks"),
    path(MEETING, meeting_views.meeting, name="meeting"),
    path(f"{MEETING}leading/", meeting_views.leading, name="leading"),
    path(f"{MEETING}slides/", meeting_views.slides, name="slides"),
]
