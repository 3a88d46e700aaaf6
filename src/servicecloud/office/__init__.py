"""The back office: inbox, lists, forms and boards of those who run and supervise the service."""
