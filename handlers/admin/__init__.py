"""What admins do: let people in, load notices."""
