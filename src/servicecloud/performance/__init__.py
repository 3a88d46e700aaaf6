"""The performance cycle: projects, budgets, targets, reviews, self-evaluations, disclosure."""
