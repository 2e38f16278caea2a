"""What changed is marked by its own transaction, and folded into counters by the clock."""
