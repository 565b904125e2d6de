<?php

declare(strict_types=1);

use PHPUnit\Framework\TestCase;

require_once __DIR__ . '/UsesHostdouble.php';
require_once __DIR__ . '/Shop.php';

/** A test of the shop, in a world of its own. */
abstract class ShopCase extends TestCase
{
    use UsesHostdouble;

    protected const WORLD = ['now' => '2026-01-01T00:00:00Z'];
    protected const ANN = Shop::ANN;
    protected const KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl ann@lee.example';

    protected function shop(float $timeout = 30): Shop
    {
        return new Shop($this->world, $timeout);
    }

    /** The call is refused with a status. */
    protected function assertRefused(int $status, callable $call): void
    {
        try {
            $call();
        } catch (Refused $refused) {
            self::assertSame($status, $refused->status);

            return;
        }
        self::fail("it is not refused with $status");
    }
}
