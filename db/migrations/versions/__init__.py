"""Revisions; number and revision id are the same, the newest is the highest."""
