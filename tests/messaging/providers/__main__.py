"""The providers as a process: `python -m tests.messaging.providers --port 8900 --drop 0.02 …`.

It prints one line of JSON with the settings of an installation that speaks to it, and serves
until SIGTERM.
"""

import argparse
import json
import signal
import sys
import threading
from pathlib import Path

from tests.messaging.providers.hooks import ACCOUNT_ID, NUMBER_ID
from tests.messaging.providers.server import Providers
from tests.messaging.providers.smtp import Sink
from tests.messaging.providers.truth import Faults, Truth

RATES = ("drop", "lose", "busy", "broken", "delay", "duplicate")


def options() -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--smtp-port", type=int, default=0)
    parser.add_argument("--log", type=Path, help="where deliveries are written, line by line")
    parser.add_argument(
        "--site", help="the address whose hooks are called; without it nobody is told anything"
    )
    parser.add_argument("--secret", default="app-secret")
    parser.add_argument("--keyed", action="store_true", help="the gateway honours keys")
    for fault in RATES:
        parser.add_argument(f"--{fault}", type=float, default=0)
    parser.add_argument("--shuffle", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def main() -> None:
    args = options()
    rates = {name: getattr(args, name) for name in RATES}
    faults, truth = Faults(**rates, shuffle=args.shuffle, seed=args.seed), Truth(args.log)
    providers, sink = Providers(truth, faults, args.port), Sink(truth, Faults(), args.smtp_port)
    providers.gateway.keyed = args.keyed
    if args.site:
        providers.tell(args.site, secret=args.secret)
    sys.stdout.write(json.dumps(settings_of(providers, sink, secret=args.secret)) + "\n")
    sys.stdout.flush()
    for server in (providers, sink):
        server.thread.start()
    over = threading.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: over.set())
    over.wait()
    for server in (providers, sink):
        server.stop()


def settings_of(providers: Providers, sink: Sink, *, secret: str) -> dict[str, str]:
    """The environment of an installation that has these providers."""
    return {
        "MICROLABS_WHATSAPP_URL": f"{providers.url}/v26.0",
        "MICROLABS_WHATSAPP_TOKEN": providers.meta.token,
        "MICROLABS_WHATSAPP_NUMBER_ID": NUMBER_ID,
        "MICROLABS_WHATSAPP_ACCOUNT_ID": ACCOUNT_ID,
        "MICROLABS_WHATSAPP_APP_SECRET": secret,
        "MICROLABS_WHATSAPP_VERIFY_TOKEN": "verify-token",
        "MICROLABS_SMS_GATEWAY_URL": f"{providers.url}/v1/messages",
        "MICROLABS_SMS_GATEWAY_TOKEN": providers.gateway.token,
        "MICROLABS_SMS_HOOK_SECRET": secret,
        "MICROLABS_EMAIL_URL": f"smtp://127.0.0.1:{sink.port}",
    }


if __name__ == "__main__":
    main()
