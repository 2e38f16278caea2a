"""Addresses of the messaging room, topic by topic."""

from django.urls import path

from messaging.views import by_hand, hooks, no_more, queue, wishes

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
BY_HAND = [
    path("desk/messages/by-hand/", by_hand.by_hand, name="by_hand"),
    path("desk/messages/by-hand/<int:pk>/", by_hand.letter, name="by_hand_one"),
    path("desk/messages/by-hand/<int:pk>/preparation/", by_hand.preparation, name="preparation"),
    path("desk/messages/by-hand/<int:pk>/sending/", by_hand.sending, name="sending"),
    path("desk/messages/by-hand/<int:pk>/impediment/", by_hand.impediment, name="impediment"),
]
QUEUE = [
    path("desk/messages/queue/", queue.queue, name="queue"),
    path("desk/messages/queue/<int:pk>/arrival/", queue.arrival, name="arrival"),
    path("desk/messages/queue/<int:pk>/repetition/", queue.repetition, name="repetition"),
    path("desk/messages/queue/<int:pk>/surrender/", queue.surrender, name="surrender"),
]
urlpatterns = [*WISHES, *HOOKS, *BY_HAND, *QUEUE]
