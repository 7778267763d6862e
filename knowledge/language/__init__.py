"""Words: how Chinese is cut, sounds, counts, and what means the same."""
