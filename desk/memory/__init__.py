"""The caravan’s memory: what an earlier stop proposes to the next one, each by a click."""
