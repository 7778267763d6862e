"""What staff do: post progress, answer opinions, propose close-outs, teach the bot what people call things."""
