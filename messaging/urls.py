"""Addresses of the messaging room, topic by topic."""

from django.urls import path

from messaging.views import hooks, no_more, wishes

app_name = "messaging"
WISHES = [
    path("account/me/messages/", wishes.own, name="wishes"),
    path("account/me/messages/<slug:kind>/refusal/", wishes.own_refusal, name="own_refusal"),
    path("account/me/messages/<slug:kind>/agreement/", wishes.own_agreement, name="own_agreement"),
    path("messages/wishes/<str:token>/", wishes.by_link, name="wishes_by_link"),
    path("messages/wishes/<str:token>/<slug:kind>/refusal/", wishes.refusal, name="refusal"),
    path("messages/stop/<str:token>/", no_more.no_more, name="no_more"),
]
HOOKS = [
    path("hooks/whatsapp/", hooks.whatsapp, name="whatsapp_hook"),
    path("hooks/sms/", hooks.sms, name="sms_hook"),
]
urlpatterns = [*WISHES, *HOOKS]
