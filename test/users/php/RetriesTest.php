<?php

declare(strict_types=1);

require_once __DIR__ . '/ShopCase.php';

final class RetriesTest extends ShopCase
{
    private const READ = 'virtfusion/users.show';
    private const CREATE = 'virtfusion/servers.create';

    public function test429IsWaitedForAsLongAsItSaysAndAnOrderIsSentAgain(): void
    {
        $shop = $this->shop();
        $user = $shop->panel->user(self::ANN);
        $this->world->fault(self::CREATE, ['failure' => 'rateLimited', 'retryAfter' => 7, 'times' => 2]);
        $server = $shop->panel->create($user, 1);
        self::assertSame([7, 7], $shop->waited);
        self::assertSame([$server], $shop->panel->servers($user));
    }

    public function test503IsWaitedForAsLongAsItSays(): void
    {
        $shop = $this->shop();
        $user = $shop->panel->user(self::ANN);
        $rule = ['failure' => 'internal', 'status' => 503, 'retryAfter' => 11, 'times' => 1];
        $this->world->fault(self::READ, $rule);
        self::assertSame($user, $shop->panel->user(self::ANN));
        self::assertSame([11], $shop->waited);
    }

    public function testABrokenConnectionIsTriedAgainEachTimeLaterAndInTheEndGivenUp(): void
    {
        $shop = $this->shop();
        $user = $shop->panel->user(self::ANN);
        $this->world->fault(self::READ, ['transport' => 'reset', 'times' => 3]);
        self::assertSame($user, $shop->panel->user(self::ANN));
        self::assertSame([1, 2, 4], $shop->waited);
        $this->world->fault(self::READ, ['transport' => 'reset', 'times' => 4]);
        $this->expectException(Lost::class);
        $shop->panel->user(self::ANN);
    }

    public function testSilenceIsEndedAndTriedAgain(): void
    {
        $user = $this->shop()->panel->user(self::ANN);
        $shop = $this->shop(1);
        $this->world->fault(self::READ, ['transport' => 'hang', 'times' => 1]);
        self::assertSame($user, $shop->panel->user(self::ANN));
        self::assertSame([1], $shop->waited);
    }

    public function testNoOrderIsSentTwice(): void
    {
        foreach ([['transport' => 'reset'], ['failure' => 'doneButFailed']] as $number => $lost) {
            $panel = $this->shop()->panel;
            $this->world->fault(self::CREATE, [...$lost, 'times' => 1]);
            $server = $panel->order(self::ANN);
            $servers = $panel->servers($panel->user(self::ANN));
            self::assertCount($number + 1, $servers);
            self::assertContains($server, $servers);
        }
    }
}
