"""URLs of the candidacy: the form of a stop, the private link of each application, the files."""

from typing import TYPE_CHECKING

from django.urls import path

from core.addresses import later_views

if TYPE_CHECKING:
    from applications.views import apply, mine, offline
else:
    apply = later_views("applications.views.apply")
    mine = later_views("applications.views.mine")
    offline = later_views("applications.views.offline")

app_name = "applications"
urlpatterns = [
    path("sw.js", offline.worker, name="worker"),
    path("files/<int:pk>/", mine.attachment, name="file"),
    path("my/<slug:token>/", mine.status, name="status"),
    path("my/<slug:token>/receipt/", mine.receipt, name="receipt"),
    path("my/<slug:token>/withdrawal/", mine.withdrawal, name="withdrawal"),
    path("my/<slug:token>/agreement/", mine.agreement, name="agreement"),
    path("my/<slug:token>/files/<int:pk>/", mine.file, name="own_file"),
    path("my/<slug:token>/files/<int:pk>/removal/", mine.removal, name="removal"),
    path("my/<slug:token>/same-phone/", mine.same_phone, name="own_same_phone"),
    path("my/<slug:token>/offline/", offline.own_offline, name="own_offline"),
    path("my/<slug:token>/whole/", offline.send_own_all_pages, name="own_whole"),
    path("my/<slug:token>/message/", mine.message, name="message"),
    path("my/<slug:token>/send/", mine.send, name="own_send"),
    path("my/<slug:token>/<slug:code>/", mine.page, name="own_page"),
    path("<slug:slug>/apply/", apply.begin, name="begin"),
    path("<slug:slug>/apply/another/", apply.another, name="another"),
    path("<slug:slug>/apply/offline/", offline.offline, name="offline"),
    path("<slug:slug>/apply/whole/", offline.send_all_pages, name="whole"),
    path("<slug:slug>/apply/same-phone/", apply.same_phone, name="same_phone"),
    path("<slug:slug>/apply/send/", apply.send, name="send"),
    path("<slug:slug>/apply/<slug:code>/", apply.page, name="page"),
]
