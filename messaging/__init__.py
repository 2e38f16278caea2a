"""Every word Microlabs sends goes through here."""
