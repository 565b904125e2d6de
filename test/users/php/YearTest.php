<?php

declare(strict_types=1);

require_once __DIR__ . '/ShopCase.php';

final class YearTest extends ShopCase
{
    protected const WORLD = ['now' => '2027-12-31T23:00:00Z'];

    public function testAYearIsTwelveInvoicesMonthByMonth(): void
    {
        $shop = $this->openShop();
        $gpus = 0;
        for ($month = '2028-01'; $month < '2029-01'; $month = monthAfter($month)) {
            $now = $this->world->advance('P1M')['clock']['now'];
            self::assertStringStartsWith(monthAfter($month) . '-01', $now);
            self::assertSame(self::priceOf($month), $shop->panel->bill(self::ANN, $month));
            $gpus += $shop->gpus->bill($month);
        }
        self::assertEqualsWithDelta(366 * 24 * 34.83871, $gpus, 12);
    }

    public function testAYearAtOnceIsTheSameYear(): void
    {
        $panel = $this->openShop()->panel;
        $this->world->advance('P1Y');
        $bills = array_map(static fn (string $month) => $panel->bill(self::ANN, $month), ['2028-01', '2028-02', '2028-12']);
        self::assertSame([400, 381, 400], $bills);
    }

    public function testTheLastDayOfAMonthStaysTheLast(): void
    {
        $this->world->advanceTo('2028-01-31T12:00:00Z');
        self::assertStringStartsWith('2028-02-29T12:00:00', $this->world->advance('P1M')['clock']['now']);
    }

    private function openShop(): Shop
    {
        $shop = $this->shop();
        $shop->panel->order(self::ANN);
        $shop->gpus->settle('ann', 'NORWAY-1', self::KEY);
        $shop->gpus->rent('ann', 'lab', 'n1-cpu-small');
        $this->world->advanceTo('2028-01-01T00:00:00Z');

        return $shop;
    }

    /** Hours of a month at 400 tokens for 730 hours, at most the price of a month. */
    private static function priceOf(string $month): int
    {
        $days = (int) (new DateTimeImmutable("$month-01"))->format('t');

        return min(400, (int) round(400 * $days * 24 / 730));
    }
}
