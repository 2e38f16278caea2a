"""The believable Fès-Meknès stop that `make run` shows."""
