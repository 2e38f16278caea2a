"""The address at which the text of the doors is read and written anew."""

from typing import TYPE_CHECKING

from django.urls import path

from core.addresses import later_views

if TYPE_CHECKING:
    from partners.doors import text_views
else:
    text_views = later_views("partners.doors.text_views")

app_name = "doors_desk"
urlpatterns = [path("door-text/", text_views.text, name="text")]
