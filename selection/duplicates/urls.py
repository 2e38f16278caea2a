"""URLs of the files that may be of one person. They hold numbers of files, never names."""

from typing import TYPE_CHECKING

from django.urls import path

from core.addresses import later_views

if TYPE_CHECKING:
    from selection.duplicates import views
else:
    views = later_views("selection.duplicates.views")

app_name = "doubles"
urlpatterns = [
    path("<slug:stop>/doubles/", views.listed, name="list"),
    path("<slug:stop>/doubles/comparison/", views.chosen, name="choose"),
    path("<slug:stop>/doubles/distinctions/", views.distinguish, name="distinguish"),
    path("<slug:stop>/doubles/<slug:kept>/<slug:joined>/", views.compared, name="compare"),
    path("<slug:stop>/doubles/<slug:kept>/<slug:joined>/joining/", views.join, name="join"),
    path("<slug:stop>/doubles/joinings/<int:pk>/undoing/", views.undo_joining, name="undo-joining"),
    path(
        "<slug:stop>/doubles/distinctions/<int:pk>/undoing/",
        views.undo_distinction,
        name="undo-distinction",
    ),
]
