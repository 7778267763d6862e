"""What the command line does: one module a family of commands, each function gives the exit code."""
