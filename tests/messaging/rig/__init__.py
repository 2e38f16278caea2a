"""The crash rig: real workers, killed; Redis and PostgreSQL restarted; answers dropped. What arrived is counted."""
