"""How often: counters that count right from every worker, on either database."""
