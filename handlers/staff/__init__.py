"""What staff do: post progress."""
