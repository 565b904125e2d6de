<?php

declare(strict_types=1);

require_once __DIR__ . '/ShopCase.php';

final class ReceivedTest extends ShopCase
{
    private const BUILD = 'virtfusion/servers.build';

    public function testAnOrderSendsTheCustomerThePackageAndTheSystem(): void
    {
        $server = $this->shop()->panel->order(self::ANN);
        $body = ['name' => 'Ann Lee', 'email' => 'ann@lee.example', 'extRelationId' => 7, 'selfService' => 1];
        $this->assertReceived('virtfusion/users.create', ['where' => ['body' => $body], 'times' => 1]);
        $this->assertReceived('virtfusion/servers.create', ['where' => ['body' => ['packageId' => 1]], 'times' => 1]);
        $where = ['params' => ['serverId' => $server], 'body' => ['name' => 'web']];
        $this->assertReceived(self::BUILD, ['where' => $where]);
        $this->assertNeverReceived('virtfusion/servers.remove');
        $this->assertOnlyReceived('virtfusion/users.*', 'virtfusion/servers.*');
    }

    public function testACustomerIsMadeBeforeHisServer(): void
    {
        $this->shop()->panel->order(self::ANN);
        $steps = array_map(
            static fn (string $step) => ['operation' => "virtfusion/$step"],
            ['users.create', 'servers.create', 'servers.build'],
        );
        $this->assertReceived(null, ['order' => $steps]);
        self::assertNotNull($this->world->missed(null, ['order' => array_reverse($steps)]));
    }

    public function testTheSecondOrderMakesNoSecondCustomer(): void
    {
        $panel = $this->shop()->panel;
        $panel->order(self::ANN);
        $panel->order(self::ANN, hostname: 'mail');
        $this->assertReceived('virtfusion/users.create', ['times' => 1]);
        $names = array_map(static fn (array $call) => $call['body']['name'], $this->world->calls(self::BUILD));
        self::assertSame(['web', 'mail'], $names);
    }

    public function testAMissSaysWhatTheNearestCallHadOtherwise(): void
    {
        $this->shop()->panel->order(self::ANN, hostname: 'wep');
        $missed = $this->world->missed(self::BUILD, ['where' => ['body' => ['name' => 'web']], 'times' => 1]);
        self::assertStringContainsString('$.body.name: expected "web", found "wep"', (string) $missed);
    }

    public function testNoSecretIsKept(): void
    {
        $this->shop()->panel->order(self::ANN);
        $kept = json_encode($this->world->calls(), JSON_THROW_ON_ERROR);
        self::assertStringNotContainsString($this->world->credentials['virtfusion']['token'], $kept);
    }
}
