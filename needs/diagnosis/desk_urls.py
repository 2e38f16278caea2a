"""URLs of the diagnosis at the desk: filled in for somebody, or given to an expert who calls."""

from django.urls import path

from needs.diagnosis import desk

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
