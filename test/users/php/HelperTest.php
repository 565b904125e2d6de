<?php

declare(strict_types=1);

require_once __DIR__ . '/ShopCase.php';

/** The helper itself: what it says when something is wrong, and that it leaves nothing behind. */
final class HelperTest extends ShopCase
{
    protected const WORLD = ['seed' => 'shop:7', 'now' => '2026-03-01T00:00:00Z'];

    public function testATestCaseSaysWhatItsWorldIsLike(): void
    {
        self::assertStringStartsWith('2026-03-01T00:00:00', $this->world->now());
        self::assertGreaterThan(0, $this->shop()->panel->api->call('GET', '/servers')['total']);
        self::assertNotEmpty($this->world->state('virtfusion', 'servers')['records']);
    }

    public function testSaysTheSentenceOfTheServer(): void
    {
        $this->expectExceptionObject(new HostdoubleError('no operation is named "infrahub/nope"'));
        $this->world->fault('infrahub/nope', ['failure' => 'internal']);
    }

    public function testSaysWhereTheInputIsWrong(): void
    {
        $this->expectExceptionObject(new HostdoubleError('failure: must be'));
        $this->world->fault('infrahub/*', ['failure' => 'nope']);
    }

    public function testForgetsAWorldAndSaysSo(): void
    {
        $world = Hostdouble::ofProcess()->world();
        self::assertSame([], $world->calls());
        $world->remove();
        $this->expectExceptionObject(new HostdoubleError("there is no world \"{$world->name}\""));
        $world->calls();
    }

    public function testFailsWhereSomethingWasNotReceived(): void
    {
        $this->expectException(PHPUnit\Framework\AssertionFailedError::class);
        $this->expectExceptionMessage('does not hold: 0 calls match');
        $this->assertReceived('virtfusion/servers.create');
    }

    public function testSaysWhyAServerDoesNotStart(): void
    {
        $this->expectException(HostdoubleError::class);
        $this->expectExceptionMessageMatches('/ended with 1: .*no-such-seed/s');
        Hostdouble::start(['--seed', 'no-such-seed']);
    }

    public function testStopsWhatItStarted(): void
    {
        $double = Hostdouble::start();
        self::assertNotEmpty($double->admin('GET', '/health'));
        $double->stop();
        $this->expectExceptionObject(new HostdoubleError("no hostdouble answers at {$double->url}"));
        $double->admin('GET', '/health');
    }
}
