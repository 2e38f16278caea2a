"""The radar: which workshops a stop should hold, and a draft of one by a click."""
