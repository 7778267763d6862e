"""What supervisors do: read the digest."""
