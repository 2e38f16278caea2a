"""URLs of the messages to groups, under the desk of a stop. None holds a name or a number."""

from typing import TYPE_CHECKING

from django.urls import path

from core.addresses import later_views

if TYPE_CHECKING:
    from desk.broadcasts import pages, views
else:
    pages = later_views("desk.broadcasts.pages")
    views = later_views("desk.broadcasts.views")

app_name = "outreach"
urlpatterns = [
    path("<slug:stop>/groups/", pages.groups, name="groups"),
    path("<slug:stop>/groups/new/", views.new, name="new"),
    path("<slug:stop>/groups/saved/<int:pk>/deletion/", pages.forget, name="saved_deletion"),
    path("<slug:stop>/groups/<int:pk>/", pages.group, name="group"),
    path("<slug:stop>/groups/<int:pk>/people/", views.people, name="people"),
    path("<slug:stop>/groups/<int:pk>/text/", views.text, name="text"),
    path("<slug:stop>/groups/<int:pk>/check/", views.check, name="check"),
    path("<slug:stop>/groups/<int:pk>/trial/", pages.trial, name="trial"),
    path("<slug:stop>/groups/<int:pk>/timing/", views.timing, name="timing"),
    path("<slug:stop>/groups/<int:pk>/start/", views.start, name="start"),
    path("<slug:stop>/groups/<int:pk>/end/", pages.end, name="end"),
    path("<slug:stop>/groups/<int:pk>/deletion/", pages.delete, name="deletion"),
]
