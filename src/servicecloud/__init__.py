"""The service cloud: the Django site around the Plumbline core."""
