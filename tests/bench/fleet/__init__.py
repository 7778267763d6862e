"""Several workers of the real program over one PostgreSQL, and what stands around them."""
