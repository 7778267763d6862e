"""What staff do: post progress, propose close-outs, answer opinions, say what people call things."""
