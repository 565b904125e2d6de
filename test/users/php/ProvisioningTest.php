<?php

declare(strict_types=1);

require_once __DIR__ . '/ShopCase.php';

final class ProvisioningTest extends ShopCase
{
    public function testAnOrderBecomesAServerWhichIsSuspendedResumedAndTerminated(): void
    {
        $panel = $this->shop()->panel;
        $server = $panel->order(self::ANN);
        $panel->suspend($server);
        self::assertTrue($panel->server($server)['suspended']);
        $panel->resume($server);
        ['suspended' => $suspended, 'name' => $name, 'state' => $state] = $panel->server($server);
        self::assertSame([false, 'web', 'complete'], [$suspended, $name, $state]);

        $panel->terminate($server);
        $panel->terminate($server);
        $this->assertRefused(404, static fn () => $panel->server($server));
    }

    public function testAServerThatCannotBeBuiltIsTakenAwayAgain(): void
    {
        $panel = $this->shop()->panel;
        $rule = ['failure' => 'taskFails', 'after' => 'PT8S', 'times' => 1];
        $this->world->fault('virtfusion/servers.build', $rule);
        try {
            $panel->order(self::ANN);
            self::fail('it was built');
        } catch (RuntimeException $error) {
            self::assertStringContainsString('could not be built', $error->getMessage());
        }
        $user = $panel->user(self::ANN);
        self::assertSame([], $panel->servers($user));
        $server = $panel->order(self::ANN);
        self::assertSame([$server], $panel->servers($user));
    }

    public function testAMachineIsRentedAndGivenBack(): void
    {
        $gpus = $this->shop()->gpus;
        $gpus->settle('ann', 'CANADA-1', self::KEY);
        $machine = $gpus->rent('ann', 'lab', 'n3-L40x1');
        self::assertSame('RUNNING', $gpus->machine($machine)['power_state']);
        $gpus->giveBack($machine);
        $this->world->advance('PT1M');
        $this->assertRefused(404, static fn () => $gpus->machine($machine));
    }

    public function testNothingIsSoldWithoutMoney(): void
    {
        $gpus = $this->shop()->gpus;
        $gpus->settle('ann', 'CANADA-1', self::KEY);
        $this->world->fault('infrahub/virtualMachines.create', ['failure' => 'funds', 'times' => 1]);
        $this->expectException(Refused::class);
        $this->expectExceptionMessage('Insufficient balance');
        $gpus->rent('ann', 'lab', 'n3-L40x1');
    }
}
