import pytest

pytestmark = pytest.mark.hostdouble(now="2026-01-01T00:00:00Z")


def test_a_month_of_one_of_each_to_the_cent(world, shop, ann, key):
    shop.panel.order(ann)
    shop.gpus.settle("ann", "NORWAY-1", key)
    shop.gpus.rent("ann", "lab", "n1-cpu-small")
    world.advance("P1M")
    assert shop.panel.bill(ann, "2026-01") == 400  # never more than the price of a month
    assert shop.gpus.bill("2026-01") == 25919  # 744 hours of 0.3483871, but for the minute in which it was built


def test_what_is_suspended_for_ten_days_is_not_billed_for_them(world, shop, ann):
    server = shop.panel.order(ann)
    world.advance(to="2026-01-11T00:00:00Z")
    shop.panel.suspend(server)
    world.advance("P10D")
    shop.panel.resume(server)
    world.advance(to="2026-02-01T00:00:00Z")
    assert shop.panel.bill(ann, "2026-01") == round(400 * (31 - 10) * 24 / 730)


def test_who_bought_nothing_owes_nothing(world, shop, ann):
    shop.panel.user(ann)
    world.advance("P1M")
    assert (shop.panel.bill(ann, "2026-01"), shop.gpus.bill("2026-01")) == (0, 0)
