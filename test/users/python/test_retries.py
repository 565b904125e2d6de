import pytest

from reseller import Lost

pytestmark = pytest.mark.hostdouble(now="2026-01-01T00:00:00Z")
READ = "virtfusion/users.show"
CREATE = "virtfusion/servers.create"


def test_429_is_waited_for_as_long_as_it_says_and_an_order_is_sent_again(world, shop, ann):
    user = shop.panel.user(ann)["id"]
    world.fault(CREATE, failure="rateLimited", retryAfter=7, times=2)
    server = shop.panel.create(user, 1)
    assert shop.waited == [7, 7]
    assert shop.panel.servers(user) == [server]


def test_503_is_waited_for_as_long_as_it_says(world, shop, ann):
    user = shop.panel.user(ann)["id"]
    world.fault(READ, failure="internal", status=503, retryAfter=11, times=1)
    assert shop.panel.user(ann)["id"] == user
    assert shop.waited == [11]


def test_a_broken_connection_is_tried_again_each_time_later_and_in_the_end_given_up(world, shop, ann):
    user = shop.panel.user(ann)["id"]
    world.fault(READ, transport="reset", times=3)
    assert shop.panel.user(ann)["id"] == user
    assert shop.waited == [1, 2, 4]
    world.fault(READ, transport="reset", times=4)
    with pytest.raises(Lost):
        shop.panel.user(ann)
    assert len(shop.waited) == 6


def test_silence_is_ended_and_tried_again(world, shop, shop_in, ann):
    user = shop.panel.user(ann)["id"]
    impatient = shop_in(world, timeout=1)
    world.fault(READ, transport="hang", times=1)
    assert impatient.panel.user(ann)["id"] == user
    assert impatient.waited == [1]


@pytest.mark.parametrize("lost", [{"transport": "reset"}, {"failure": "doneButFailed"}], ids=str)
def test_no_order_is_sent_twice(world, shop, ann, lost):
    world.fault(CREATE, **lost, times=1)
    server = shop.panel.order(ann)
    assert shop.panel.servers(shop.panel.user(ann)["id"]) == [server]
