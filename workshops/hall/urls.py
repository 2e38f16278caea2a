"""URLs of the hall, under the desk of a stop: the sheet of a workshop by its number."""

from django.urls import path

from workshops.hall import views

app_name = "hall"
SHEET = "<slug:stop>/workshops/<int:number>/attendance/"
urlpatterns = [
    path(SHEET, views.sheet, name="sheet"),
    path(f"{SHEET}offline/", views.unplugged, name="unplugged"),
    path(f"{SHEET}marks/", views.marks, name="marks"),
]
