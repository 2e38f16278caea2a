"""Messages to a filtered group: who they are, what they read, when it leaves, how far it is."""
