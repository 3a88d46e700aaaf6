"""`python -m tests.servicecloud.reachable URL`: exit 0 when a PostgreSQL answers there, 1 with the reason when not."""

import sys

import psycopg


def main() -> int:
    """Try the server itself, not the database, which the tests make."""
    url = sys.argv[1].rsplit("/", 1)[0] + "/postgres"
    try:
        psycopg.connect(url, connect_timeout=3).close()
    except psycopg.OperationalError as error:
        sys.stderr.write(f"no PostgreSQL: {str(error).strip()}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
