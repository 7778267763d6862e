"""What everybody may do: ask, browse, learn about the bot."""
