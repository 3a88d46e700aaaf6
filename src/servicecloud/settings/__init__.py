"""Settings: `base` for all, one module per way of running. Only `environment` looks at environment variables."""
