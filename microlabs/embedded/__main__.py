"""The keeper's own process."""

import sys

from microlabs.embedded.keeper import keep
from microlabs.embedded.postgres import Postgres
from microlabs.embedded.redis import RedisServer

keep(Postgres() if sys.argv[1] == "postgres" else RedisServer())
