"""What a stop leaves behind: the bulletin, the report, a card."""
