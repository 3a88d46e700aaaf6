"""Counters count every hit of a period."""

import pytest

from servicecloud.limits.errors import TooOftenError
from servicecloud.limits.models import Counter
from servicecloud.limits.services import Rate, check_hit, count_hit, key_of_address, prune_counters

MINUTE = Rate(hits=3, seconds=60)


def test_hits_of_one_period_add_up_and_the_next_period_starts_at_one(db):
    used = [count_hit(key="k", rate=MINUTE, at=at).used for at in (0, 59, 60, 61, 3600)]

    assert used == [1, 2, 1, 2, 1]


def test_a_worker_whose_clock_is_behind_does_not_start_the_period_again(db):
    used = [count_hit(key="k", rate=MINUTE, at=at).used for at in (61, 59, 62)]

    assert used == [1, 2, 3]


def test_a_counter_tells_what_is_left_and_for_how_long(db):
    usage = [count_hit(key="k", rate=MINUTE, at=50) for _number in range(4)][-1]

    assert (usage.used, usage.remaining, usage.is_over, usage.seconds_left) == (4, 0, True, 10)


def test_the_hit_beyond_the_limit_is_refused_with_the_time_to_wait(db):
    long = Rate(hits=1, seconds=10**9)
    check_hit(key="k", rate=long)

    with pytest.raises(TooOftenError) as refused:
        check_hit(key="k", rate=long)

    assert refused.value.data["seconds"] > 60


def test_an_address_is_not_kept_in_its_key():
    key = key_of_address("api", "203.0.113.9")

    assert "203.0.113.9" not in key
    assert key == key_of_address("api", "203.0.113.9") != key_of_address("audit", "203.0.113.9")


def test_old_counters_are_deleted_but_not_those_that_tell_when_a_token_was_used(db):
    for key in ("api:old", "token:1"):
        count_hit(key=key, rate=MINUTE, at=0)
    count_hit(key="api:new", rate=MINUTE)

    assert prune_counters() == 1
    assert set(Counter.objects.values_list("key", flat=True)) == {"token:1", "api:new"}
