"""The staff's workspace: to-do, search, lists, a person's file, imports, messages to groups."""
