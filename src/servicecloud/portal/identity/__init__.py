"""Portal pages of accounts, people and invitations."""
