"""What may happen to a finding."""
