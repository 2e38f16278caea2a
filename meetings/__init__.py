"""Where people meet by sound: a pasted link, a Jitsi of the center's, or a stage of our own."""
