"""How things look: values in, HTML and keyboards out."""
