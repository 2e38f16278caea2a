"""URLs of the review desk of a stop: who reads what, by which criteria and rules."""

from typing import TYPE_CHECKING

from django.urls import path

from core.addresses import later_views

if TYPE_CHECKING:
    from selection.review import conflict_views, editing, views
else:
    conflict_views = later_views("selection.review.conflict_views")
    editing = later_views("selection.review.editing")
    views = later_views("selection.review.views")

app_name = "review"
urlpatterns = [
    path("<slug:stop>/reviewing/", views.board, name="board"),
    path("<slug:stop>/reviewing/assignment/", views.assignment, name="assignment"),
    path("<slug:stop>/reviewing/files/", views.files, name="files"),
    path("<slug:stop>/reviewing/files/<slug:reference>/hands/", views.hands, name="hands"),
    path("<slug:stop>/reviewing/files/<slug:reference>/off/", conflict_views.off, name="off"),
    path("<slug:stop>/reviewing/files/<slug:reference>/off/end/", conflict_views.on, name="on"),
    path("<slug:stop>/reviewing/differences/", views.differences, name="differences"),
    path("<slug:stop>/reviewing/rules/", views.rules, name="rules"),
    path("<slug:stop>/criteria/", editing.criteria, name="criteria"),
    path("<slug:stop>/criteria/house/", editing.house, name="house"),
    path("<slug:stop>/criteria/new/", editing.new, name="new"),
    path("<slug:stop>/criteria/rule/", editing.rule, name="rule"),
    path("<slug:stop>/criteria/<int:pk>/", editing.change, name="change"),
    path("<slug:stop>/criteria/<int:pk>/place/", editing.place, name="place"),
    path("<slug:stop>/criteria/<int:pk>/deletion/", editing.delete, name="deletion"),
]
