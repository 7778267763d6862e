"""What supervisors do: read the digest, decide on close-outs, keep the register, say whose a finding is."""
