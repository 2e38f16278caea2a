"""URLs of the hall, under the desk of a stop: the sheet of a workshop by its number."""

from typing import TYPE_CHECKING

from django.urls import path

from core.addresses import later_views

if TYPE_CHECKING:
    from workshops.hall import views
else:
    views = later_views("workshops.hall.views")

app_name = "hall"
SHEET = "<slug:stop>/workshops/<int:number>/attendance/"
urlpatterns = [
    path(SHEET, views.sheet, name="sheet"),
    path(f"{SHEET}offline/", views.unplugged, name="unplugged"),
    path(f"{SHEET}marks/", views.marks, name="marks"),
]
