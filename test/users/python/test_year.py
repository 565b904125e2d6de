import calendar

import pytest

from reseller import after

pytestmark = pytest.mark.hostdouble(now="2027-12-31T23:00:00Z")


def price_of(month):
    """Hours of a month at 400 tokens for 730 hours, at most the price of a month."""
    _, days = calendar.monthrange(*map(int, month.split("-")))
    return min(400, round(400 * days * 24 / 730))


@pytest.fixture
def open_shop(world, shop, ann, key):
    shop.panel.order(ann)
    shop.gpus.settle("ann", "NORWAY-1", key)
    shop.gpus.rent("ann", "lab", "n1-cpu-small")
    world.advance(to="2028-01-01T00:00:00Z")
    return shop


def test_a_year_is_twelve_invoices_month_by_month(world, open_shop, ann):
    month, gpus = "2028-01", 0
    while month < "2029-01":
        assert world.advance("P1M")["clock"]["now"].startswith(f"{after(month)}-01")
        assert open_shop.panel.bill(ann, month) == price_of(month)
        gpus += open_shop.gpus.bill(month)
        month = after(month)
    assert gpus == pytest.approx(366 * 24 * 34.83871, abs=12)


def test_a_year_at_once_is_the_same_year(world, open_shop, ann):
    world.advance("P1Y")
    assert [open_shop.panel.bill(ann, month) for month in ("2028-01", "2028-02", "2028-12")] == [400, 381, 400]


@pytest.mark.hostdouble(now="2028-01-31T12:00:00Z")
def test_the_last_day_of_a_month_stays_the_last(world):
    assert world.advance("P1M")["clock"]["now"].startswith("2028-02-29T12:00:00")
