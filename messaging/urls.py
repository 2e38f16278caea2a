"""Addresses of the messaging room, topic by topic."""

from typing import TYPE_CHECKING

from django.urls import path

from core.addresses import later_views

if TYPE_CHECKING:
    from messaging.views import (
        arrivals,
        by_hand,
        hooks,
        ideas,
        my_threads,
        no_more,
        preferences,
        queue,
        stock,
        thread_files,
        thread_moves,
        threads,
    )
else:
    arrivals = later_views("messaging.views.arrivals")
    by_hand = later_views("messaging.views.by_hand")
    hooks = later_views("messaging.views.hooks")
    ideas = later_views("messaging.views.ideas")
    my_threads = later_views("messaging.views.my_threads")
    no_more = later_views("messaging.views.no_more")
    preferences = later_views("messaging.views.preferences")
    queue = later_views("messaging.views.queue")
    stock = later_views("messaging.views.stock")
    thread_files = later_views("messaging.views.thread_files")
    thread_moves = later_views("messaging.views.thread_moves")
    threads = later_views("messaging.views.threads")

app_name = "messaging"
WISHES = [
    path("account/me/messages/", preferences.own, name="wishes"),
    path("account/me/messages/<slug:kind>/refusal/", preferences.own_refusal, name="own_refusal"),
    path(
        "account/me/messages/<slug:kind>/agreement/",
        preferences.own_agreement,
        name="own_agreement",
    ),
    path("messages/wishes/<str:token>/", preferences.by_link, name="wishes_by_link"),
    path("messages/stop/<str:token>/", no_more.no_more, name="no_more"),
]
HOOKS = [path("hooks/<slug:code>/", hooks.hook, name="hook")]
BY_HAND = [
    path("desk/messages/by-hand/", by_hand.by_hand, name="by_hand"),
    path("desk/messages/by-hand/<int:pk>/", by_hand.letter, name="by_hand_one"),
    path("desk/messages/by-hand/<int:pk>/chat/", by_hand.chat, name="chat"),
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
CONVERSATIONS = [
    path("desk/conversations/", threads.threads, name="threads"),
    path("desk/conversations/<int:pk>/", threads.thread, name="thread"),
    path("desk/conversations/<int:pk>/news/", threads.thread_news, name="thread_news"),
    path("desk/conversations/<int:pk>/answers/", thread_moves.answers, name="answers"),
    path("desk/conversations/<int:pk>/reading/", thread_moves.reading, name="reading"),
    path("desk/conversations/<int:pk>/unread/", thread_moves.unread, name="unread"),
    path("desk/conversations/<int:pk>/assignment/", thread_moves.assignment, name="assignment"),
    path("desk/conversations/<int:pk>/pause/", thread_moves.pause, name="pause"),
    path("desk/conversations/<int:pk>/closing/", thread_moves.closing, name="closing"),
    path("desk/conversations/<int:pk>/opening/", thread_moves.opening, name="opening"),
    path("desk/conversations/<int:pk>/people/", thread_moves.people, name="people"),
    path("desk/conversations/<int:pk>/attachment/", thread_moves.attachment, name="attachment"),
    path("desk/conversations/<int:pk>/ideas/<int:post>/", ideas.idea, name="idea"),
    path("desk/conversations/<int:pk>/writing/", thread_moves.writing, name="writing"),
    path("messages/file/<str:token>/", thread_files.by_link, name="file_by_link"),
    path("messages/received/<int:pk>/", thread_files.received, name="received"),
    path("messages/sent/<int:pk>/", thread_files.sent, name="sent"),
    path("my/messages/", my_threads.mine, name="my_threads"),
    path("my/messages/<slug:stop>/", my_threads.my_thread, name="my_thread"),
]
READY = "desk/conversations/ready/"
STOCK = [
    path(READY, stock.stock, name="stock"),
    path(f"{READY}new/", stock.new, name="stock_new"),
    path(f"{READY}<int:pk>/", stock.one, name="stock_one"),
    path(f"{READY}<int:pk>/deletion/", stock.deletion, name="stock_deletion"),
]
UNREAD = "desk/conversations/unread/"
ARRIVALS = [
    path(UNREAD, arrivals.arrivals, name="arrivals"),
    path(f"{UNREAD}<int:pk>/", arrivals.arrival, name="arrival_page"),
    path(f"{UNREAD}<int:pk>/original/", arrivals.original, name="arrival_original"),
    path(f"{UNREAD}<int:pk>/people/", arrivals.people, name="arrival_people"),
    path(f"{UNREAD}<int:pk>/attachment/", arrivals.attachment, name="arrival_attachment"),
    path(f"{UNREAD}<int:pk>/setting-aside/", arrivals.setting_aside, name="arrival_setting_aside"),
    path(f"{UNREAD}<int:pk>/return/", arrivals.return_, name="arrival_return"),
    path("messages/received/<int:pk>/original/", arrivals.original_of_post, name="original"),
]
urlpatterns = [*WISHES, *HOOKS, *BY_HAND, *QUEUE, *CONVERSATIONS, *STOCK, *ARRIVALS]
