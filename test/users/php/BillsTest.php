<?php

declare(strict_types=1);

require_once __DIR__ . '/ShopCase.php';

final class BillsTest extends ShopCase
{
    public function testAMonthOfOneOfEachToTheCent(): void
    {
        $shop = $this->shop();
        $shop->panel->order(self::ANN);
        $shop->gpus->settle('ann', 'NORWAY-1', self::KEY);
        $shop->gpus->rent('ann', 'lab', 'n1-cpu-small');
        $this->world->advance('P1M');
        self::assertSame(400, $shop->panel->bill(self::ANN, '2026-01')); // never more than the price of a month
        // 744 hours of 0.3483871, but for the minute in which it was built
        self::assertSame(25919, $shop->gpus->bill('2026-01'));
    }

    public function testWhatIsSuspendedForTenDaysIsNotBilledForThem(): void
    {
        $panel = $this->shop()->panel;
        $server = $panel->order(self::ANN);
        $this->world->advanceTo('2026-01-11T00:00:00Z');
        $panel->suspend($server);
        $this->world->advance('P10D');
        $panel->resume($server);
        $this->world->advanceTo('2026-02-01T00:00:00Z');
        self::assertSame((int) round(400 * (31 - 10) * 24 / 730), $panel->bill(self::ANN, '2026-01'));
    }

    public function testWhoBoughtNothingOwesNothing(): void
    {
        $shop = $this->shop();
        $shop->panel->user(self::ANN);
        $this->world->advance('P1M');
        self::assertSame([0, 0], [$shop->panel->bill(self::ANN, '2026-01'), $shop->gpus->bill('2026-01')]);
    }
}
