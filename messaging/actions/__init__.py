"""What other rooms ask of the outbox, and what people decide about a message."""

from messaging.actions.outbox import (
    arrived,
    call_off,
    could_not,
    give_up,
    prepare,
    put,
    put_many,
    revise,
    send_again,
    sent_by_hand,
)

__all__ = [
    "arrived",
    "call_off",
    "could_not",
    "give_up",
    "prepare",
    "put",
    "put_many",
    "revise",
    "send_again",
    "sent_by_hand",
]
