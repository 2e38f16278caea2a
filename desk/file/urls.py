"""URLs of the page of a file and of what is done there. A file is named by stop and number."""

from typing import TYPE_CHECKING

from django.urls import path

from core.addresses import later_views

if TYPE_CHECKING:
    from desk.file import hand_views, opinion_views, views
else:
    hand_views = later_views("desk.file.hand_views")
    opinion_views = later_views("desk.file.opinion_views")
    views = later_views("desk.file.views")

app_name = "file"
FILE = "<slug:stop>/applications/<slug:reference>/"
urlpatterns = [
    path("tasks/", views.my_tasks, name="my-tasks"),
    path(FILE, views.page, name="page"),
    path(f"{FILE}answers/", views.answers, name="answers"),
    path(f"{FILE}labels/", hand_views.labels, name="labels"),
    path(f"{FILE}charge/", hand_views.charge, name="charge"),
    path(f"{FILE}notes/", views.notes, name="notes"),
    path(f"{FILE}notes/reading/", views.notes_reading, name="notes-reading"),
    path(f"{FILE}tasks/", views.tasks, name="tasks"),
    path(f"{FILE}tasks/<int:pk>/completion/", views.completion, name="completion"),
    path(f"{FILE}tasks/<int:pk>/resumption/", views.resumption, name="resumption"),
    path(f"{FILE}opinions/", opinion_views.asking, name="asking"),
    path(f"{FILE}opinions/<int:pk>/withdrawal/", opinion_views.withdrawal, name="withdrawal"),
    path(f"{FILE}opinions/<int:pk>/reading/", opinion_views.reading, name="opinion-reading"),
]
