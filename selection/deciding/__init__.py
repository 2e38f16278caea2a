"""Decision day: decisions published together, places confirmed, refusals looked at again."""
