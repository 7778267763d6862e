"""What can be found: findings and notices by everything that a question may touch, in memory and on disk."""
