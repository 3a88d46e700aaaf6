"""Other programs: the tokens they come with, answers they may ask for twice, and the webhooks that tell them what happened."""
