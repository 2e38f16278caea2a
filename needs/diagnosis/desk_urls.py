"""URLs of the diagnosis at the desk: filled in for somebody, or given to an expert who calls."""

from typing import TYPE_CHECKING

from django.urls import path

from core.addresses import later_views

if TYPE_CHECKING:
    from needs.diagnosis import desk
else:
    desk = later_views("needs.diagnosis.desk")

app_name = "diagnosis_desk"
urlpatterns = [
    path("<slug:stop>/files/<str:reference>/diagnosis/<slug:moment>/", desk.fill, name="fill"),
    path(
        "<slug:stop>/files/<str:reference>/diagnosis/<slug:moment>/completion/",
        desk.completion,
        name="completion",
    ),
    path(
        "<slug:stop>/files/<str:reference>/diagnosis/<slug:moment>/hands/", desk.hands, name="hands"
    ),
]
