"""What PostgreSQL itself counts of a database, where pg_stat_statements is loaded; else zeros."""

import psycopg

TOTAL = """
SELECT coalesce(sum({what}), 0) FROM pg_stat_statements
WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database()) AND toplevel
  AND query NOT LIKE '%pg_stat_statements%' AND query NOT IN ('BEGIN', 'COMMIT')
  AND query NOT LIKE '%FOR KEY SHARE OF x'
"""
DEAREST = """
SELECT calls, query FROM pg_stat_statements
WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
  AND query NOT LIKE '%pg_stat_statements%' AND query NOT LIKE 'SET %'
ORDER BY calls DESC
"""


class Database:
    """One database, asked on a connection of its own."""

    def __init__(self, url: str) -> None:
        self.line = psycopg.connect(url, autocommit=True)
        loaded = self.line.execute("SHOW shared_preload_libraries").fetchone()
        self.counts = bool(loaded and "pg_stat_statements" in loaded[0])
        if self.counts:
            self.line.execute("CREATE EXTENSION IF NOT EXISTS pg_stat_statements")

    def statements(self) -> int:
        """How many were sent: not BEGIN and COMMIT, nor what foreign keys and triggers ask."""
        return int(self._total("calls"))

    def seconds(self) -> float:
        """How long they took."""
        return self._total("total_exec_time + total_plan_time") / 1000

    def each(self) -> dict[str, int]:
        """How often each was run, without its values."""
        return {query: calls for calls, query in self.line.execute(DEAREST).fetchall()}

    def _total(self, what: str) -> float:
        if not self.counts:
            return 0.0
        row = self.line.execute(TOTAL.format(what=what)).fetchone()
        return float(row[0]) if row else 0.0
