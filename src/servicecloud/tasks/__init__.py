"""Work in the background: a queue in the database, a schedule, and the reaper of what a killed worker left behind."""
