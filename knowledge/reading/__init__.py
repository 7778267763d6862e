"""A document becomes a Notice."""
