<?php

declare(strict_types=1);

require_once __DIR__ . '/ShopCase.php';

final class WorldsTest extends ShopCase
{
    public function testSideBySideTheSameCustomerBuysInEachWorldAndOwesWhatHeUsedThere(): void
    {
        $days = range(1, 6);
        $workers = [];
        foreach ($days as $day) {
            $command = [PHP_BINARY, ...self::sameIni(), __DIR__ . '/worker.php', Hostdouble::ofProcess()->url, (string) $day];
            $workers[] = [proc_open($command, [1 => ['pipe', 'w']], $pipes), $pipes[1]];
        }
        $told = [];
        foreach ($workers as [$process, $out]) {
            $told[] = json_decode((string) stream_get_contents($out), true);
            self::assertSame(0, proc_close($process));
        }
        self::assertCount(6, array_unique(array_column($told, 'world')));
        self::assertSame(array_fill(0, 6, 1), array_column($told, 'server'));
        $owed = array_map(static fn (int $day) => (int) round(400 * $day * 24 / 730), $days);
        self::assertSame($owed, array_column($told, 'owed'));
    }

    public function testAWorldKnowsNoCredentialOfAnother(): void
    {
        $other = Hostdouble::ofProcess()->world();
        $shop = new Shop($this->world, credentials: $other->credentials);
        $this->assertRefused(401, static fn () => $shop->panel->user(self::ANN));
        $other->remove();
    }

    public function testASnapshotIsGoneBackToAndSoIsTheSeed(): void
    {
        $panel = $this->shop()->panel;
        $user = $panel->user(self::ANN);
        $before = $this->world->snapshot();
        $panel->order(self::ANN);
        self::assertCount(1, $panel->servers($user));
        $this->world->restore($before);
        self::assertSame([], $panel->servers($user));
        $this->world->reset();
        $this->assertRefused(404, static fn () => $panel->servers($user));
    }

    /** A PHP that was started with settings of its own starts others with them. */
    private static function sameIni(): array
    {
        $ini = php_ini_loaded_file();

        return $ini === false ? [] : ['-c', $ini];
    }
}
