"""What Microlabs costs, measured beside a bare Django in the same minute."""
