"""The crash rig: real workers, killed; servers restarted; answers dropped; arrivals counted.

The servers are Redis and PostgreSQL.
"""
