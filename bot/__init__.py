"""How the program runs: the only room that reads the environment, the command line and the clock."""
