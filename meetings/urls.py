"""The pages of a meeting, each under the private URL of a guest."""

from typing import TYPE_CHECKING

from django.urls import path

from core.addresses import later_views

if TYPE_CHECKING:
    from meetings import pair_views, views
else:
    pair_views = later_views("meetings.pair_views")
    views = later_views("meetings.views")

app_name = "meetings"
urlpatterns = [
    path("meet/<str:token>/", views.door, name="door"),
    path("meet/<str:token>/stage/", views.stage, name="stage"),
    path("meet/<str:token>/now/", views.now, name="now"),
    path("meet/<str:token>/signals/", views.signals, name="signals"),
    path("meet/<str:token>/hand/", views.hand, name="hand"),
    path("meet/<str:token>/speaker/", views.speaker, name="speaker"),
    path("meet/<str:token>/slide/", views.slide, name="slide"),
    path("meet/<str:token>/slides/<int:pk>/", views.picture, name="picture"),
    path("meet/<str:token>/other-way/", views.other_way, name="other-way"),
    path("meet/<str:token>/room/", pair_views.room, name="room"),
    path("meet/<str:token>/room/now/", pair_views.now, name="room_now"),
    path("meet/<str:token>/room/signals/", pair_views.signals, name="room_signals"),
    path("meet/<str:token>/room/entry/", pair_views.entry, name="room_entry"),
    path("meet/<str:token>/room/telephone/", pair_views.telephone, name="room_telephone"),
]
