"""URLs of decision day: the answers of people by a signed link, and the pages of the desk."""

from typing import TYPE_CHECKING

from django.urls import path

from core.addresses import later_views

if TYPE_CHECKING:
    from selection.deciding import (
        appeal_views,
        handed_views,
        letter_views,
        people_views,
        place_views,
        views,
    )
else:
    appeal_views = later_views("selection.deciding.appeal_views")
    handed_views = later_views("selection.deciding.handed_views")
    letter_views = later_views("selection.deciding.letter_views")
    people_views = later_views("selection.deciding.people_views")
    place_views = later_views("selection.deciding.place_views")
    views = later_views("selection.deciding.views")

app_name = "deciding"
urlpatterns = [
    path("place/<slug:token>/", people_views.place, name="place"),
    path("place/<slug:token>/giving-up/", people_views.giving_up, name="giving-up"),
    path("second-look/<slug:token>/", people_views.appeal, name="second-look"),
    path("desk/<slug:stop>/decisions/", views.decisions, name="decisions"),
    path("desk/<slug:stop>/decisions/publication/", views.publication, name="publication"),
    path("desk/<slug:stop>/decisions/<slug:reference>/letter/", letter_views.letter, name="letter"),
    path(
        "desk/<slug:stop>/decisions/<slug:reference>/holding/",
        letter_views.holding,
        name="holding",
    ),
    path(
        "desk/<slug:stop>/decisions/<slug:reference>/holding/end/",
        letter_views.holding_end,
        name="holding-end",
    ),
    path("desk/<slug:stop>/seats/", place_views.seats, name="seats"),
    path("desk/<slug:stop>/seats/offering/", place_views.offering, name="offering"),
    path("desk/<slug:stop>/seats/<int:pk>/return/", place_views.taking_back, name="return"),
    path(
        "desk/<slug:stop>/seats/<slug:reference>/confirmation/",
        place_views.confirmation,
        name="confirmation",
    ),
    path("desk/second-looks/<int:pk>/", handed_views.handed, name="handed"),
    path(
        "desk/second-looks/<int:pk>/settlement/",
        handed_views.handed_settlement,
        name="handed-settlement",
    ),
    path(
        "desk/second-looks/<int:pk>/files/<int:attachment>/",
        handed_views.handed_attachment,
        name="handed-attachment",
    ),
    path("desk/<slug:stop>/second-looks/", appeal_views.appeals, name="second-looks"),
    path(
        "desk/<slug:stop>/second-looks/<int:pk>/settlement/",
        appeal_views.settlement,
        name="settlement",
    ),
    path("desk/<slug:stop>/second-looks/<int:pk>/handing/", appeal_views.handing, name="handing"),
    path(
        "desk/<slug:stop>/second-looks/<int:pk>/handing/end/",
        appeal_views.handing_end,
        name="handing-end",
    ),
]
