"""Portal pages of tokens and webhooks."""
