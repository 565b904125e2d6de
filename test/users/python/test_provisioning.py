import pytest

from reseller import Refused

pytestmark = pytest.mark.hostdouble(now="2026-01-01T00:00:00Z")


def test_an_order_becomes_a_server_which_is_suspended_resumed_and_terminated(shop, ann):
    server = shop.panel.order(ann)
    shop.panel.suspend(server)
    assert shop.panel.server(server)["suspended"] is True
    shop.panel.resume(server)
    shown = shop.panel.server(server)
    assert (shown["suspended"], shown["name"], shown["state"]) == (False, "web", "complete")

    shop.panel.terminate(server)
    shop.panel.terminate(server)
    with pytest.raises(Refused) as refused:
        shop.panel.server(server)
    assert refused.value.status == 404


def test_a_server_that_cannot_be_built_is_taken_away_again(world, shop, ann):
    world.fault("virtfusion/servers.build", failure="taskFails", after="PT8S", times=1)
    with pytest.raises(RuntimeError, match="could not be built"):
        shop.panel.order(ann)
    user = shop.panel.user(ann)["id"]
    assert shop.panel.servers(user) == []
    server = shop.panel.order(ann)
    assert shop.panel.servers(user) == [server]


def test_a_machine_is_rented_and_given_back(world, shop, key):
    shop.gpus.settle("ann", "CANADA-1", key)
    machine = shop.gpus.rent("ann", "lab", "n3-L40x1")
    assert shop.gpus.machine(machine)["power_state"] == "RUNNING"
    shop.gpus.give_back(machine)
    world.advance("PT1M")
    with pytest.raises(Refused) as refused:
        shop.gpus.machine(machine)
    assert refused.value.status == 404


def test_nothing_is_sold_without_money(world, shop, key):
    shop.gpus.settle("ann", "CANADA-1", key)
    world.fault("infrahub/virtualMachines.create", failure="funds", times=1)
    with pytest.raises(Refused, match="Insufficient balance"):
        shop.gpus.rent("ann", "lab", "n3-L40x1")
