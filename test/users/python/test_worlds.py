from concurrent.futures import ThreadPoolExecutor

import pytest

from reseller import Refused

NOW = "2026-01-01T00:00:00Z"
pytestmark = pytest.mark.hostdouble(now=NOW)


def test_side_by_side_the_same_customer_buys_in_each_world_and_owes_what_he_used_there(hostdouble, shop_in, ann):
    def buy_for(days):
        with hostdouble.world(clock="frozen", now=NOW) as world:
            shop = shop_in(world)
            server = shop.panel.order(ann)
            world.advance(to=f"2026-01-0{days + 1}T00:00:00Z")
            return world.name, server, shop.panel.bill(ann, "2026-01")

    days = range(1, 7)
    with ThreadPoolExecutor(6) as threads:
        names, servers, owed = zip(*threads.map(buy_for, days))
    assert len(set(names)) == 6
    assert servers == (1,) * 6
    assert owed == tuple(round(400 * day * 24 / 730) for day in days)


def test_a_world_knows_no_credential_of_another(hostdouble, world, shop_in, ann):
    with hostdouble.world() as other:
        world.credentials = other.credentials
        with pytest.raises(Refused) as refused:
            shop_in(world).panel.user(ann)
    assert refused.value.status == 401


def test_a_snapshot_is_gone_back_to_and_so_is_the_seed(world, shop, ann):
    user = shop.panel.user(ann)["id"]
    before = world.snapshot()
    shop.panel.order(ann)
    assert len(shop.panel.servers(user)) == 1
    world.restore(before)
    assert shop.panel.servers(user) == []
    world.reset()
    with pytest.raises(Refused) as refused:
        shop.panel.servers(user)
    assert refused.value.status == 404


@pytest.mark.hostdouble(seed="shop:7", now="2026-03-01T00:00:00Z")
def test_a_test_says_what_its_world_is_like(world, shop):
    assert world.now.startswith("2026-03-01T00:00:00")
    assert shop.panel.api.call("GET", "/servers")["total"] > 0
    assert world.state("virtfusion", "servers")["records"]
