"""The staff's workspace: what is to do, the search, the lists and the file of a person, imports, messages to groups."""
