"""What the bot remembers: each public function is one transaction and returns values of knowledge.model."""
