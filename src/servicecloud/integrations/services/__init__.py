"""Acts of the integrations app, split by subject: tokens, remembered answers, webhooks."""
