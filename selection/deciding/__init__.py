"""Decision day: prepared decisions are looked at and published together, places confirmed, refusals looked at again."""
