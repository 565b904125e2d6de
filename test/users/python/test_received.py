import json
from threading import Timer

import pytest

pytestmark = pytest.mark.hostdouble(now="2026-01-01T00:00:00Z")
BUILD = "virtfusion/servers.build"


def test_an_order_sends_the_customer_the_package_and_the_system(world, shop, ann):
    server = shop.panel.order(ann)
    body = {"name": "Ann Lee", "email": "ann@lee.example", "extRelationId": 7, "selfService": 1}
    world.assert_received("virtfusion/users.create", where={"body": body}, times=1)
    world.assert_received("virtfusion/servers.create", where={"body": {"packageId": 1}}, times=1)
    world.assert_received(BUILD, where={"params": {"serverId": server}, "body": {"name": "web"}})
    world.assert_never_received("virtfusion/servers.remove")
    world.assert_only_received("virtfusion/users.*", "virtfusion/servers.*")


def test_a_customer_is_made_before_his_server(world, shop, ann):
    shop.panel.order(ann)
    steps = [{"operation": f"virtfusion/{step}"} for step in ("users.create", "servers.create", "servers.build")]
    world.assert_received(order=steps)
    with pytest.raises(AssertionError, match="does not hold"):
        world.assert_received(order=steps[::-1])


def test_the_second_order_makes_no_second_customer(world, shop, ann):
    shop.panel.order(ann)
    shop.panel.order(ann, hostname="mail")
    world.assert_received("virtfusion/users.create", times=1)
    assert [call["body"]["name"] for call in world.calls(BUILD)] == ["web", "mail"]


def test_a_miss_says_what_the_nearest_call_had_otherwise(world, shop, ann):
    shop.panel.order(ann, hostname="wep")
    with pytest.raises(AssertionError, match=r'\$\.body\.name: expected "web", found "wep"'):
        world.assert_received(BUILD, where={"body": {"name": "web"}}, times=1)


def test_no_secret_is_kept(world, shop, ann):
    shop.panel.order(ann)
    assert world.credentials["virtfusion"]["token"] not in json.dumps(world.calls())


def test_a_call_that_comes_later_is_waited_for(world, shop, ann):
    later = Timer(0.05, lambda: shop.panel.order(ann))
    later.start()
    world.assert_received(BUILD, within=30, times=1)
    later.join()
