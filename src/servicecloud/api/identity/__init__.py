"""The person behind the token, and the organisations in sight."""
