"""`python -m benchmarks.inside.asking COUNT`: fill the directory, ask for it as a program would, print the times as JSON."""

import json
import sys

import django
from benchmarks.inside.searching import p95, timed

TIMES = 60


def main() -> None:
    """Measure in the database of the environment, through every layer but the server."""
    django.setup()
    from django.conf import settings
    from django.test import Client

    from servicecloud.demo.loading import load
    from servicecloud.directory.models import Enterprise
    from servicecloud.identity.models import User
    from servicecloud.integrations.enums import ApiScope
    from servicecloud.integrations.services.tokens import create_token
    from servicecloud.limits.services import Rate, count_hit

    settings.API_RATE_OF_TOKEN = (10**9, 60)
    settings.ALLOWED_HOSTS = ["*"]
    load(scale=int(sys.argv[1]))
    operator = User.objects.get(username="operator")
    token = create_token(actor=operator, name="bench", scopes=list(ApiScope), days=1).plain
    client = Client(headers={"Authorization": f"Bearer {token}"})
    last = Enterprise.everywhere.order_by("-pk").values_list("pk", flat=True)[0]
    base = "/api/v1/enterprises"
    deep = client.get(base, {"limit": 200}).json()
    for _page in range(100):
        deep = client.get(deep["next"]).json()
    asked = {
        "first page of 50": f"{base}",
        "hundredth page of 200": deep["next"],
        "filtered by district and size": f"{base}?region=LJ03&size_class=small",
        "filtered by section": f"{base}?section=C&state=active",
        "a word of the name": f"{base}?q=机械",
        "a word that no name has": f"{base}?q=琉璃瓦",
        "a credit code": f"{base}?q=91999900MB1000077",
        "one entry": f"{base}/{last}",
    }
    found = {}
    for label, url in asked.items():
        assert client.get(url).status_code == 200, url
        found[label] = p95([timed(lambda url=url: client.get(url)) for _time in range(TIMES)])
    found["counting a use"] = p95([timed(lambda: count_hit(key="bench", rate=Rate(1, 60))) for _time in range(500)])
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main()
