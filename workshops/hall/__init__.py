"""What happens while a workshop is held: who came, what is asked."""
