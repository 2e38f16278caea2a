"""Setting a stop up: what it needs before it opens, a copy of an earlier one, its life."""
