"""The component set every page is made of: shell, lists, filters, forms, errors. No models."""
