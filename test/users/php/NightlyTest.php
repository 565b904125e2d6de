<?php

declare(strict_types=1);

require_once __DIR__ . '/ShopCase.php';

final class NightlyTest extends ShopCase
{
    public function testAPanelThatAnswersAsEverIsFine(): void
    {
        [$code, $out] = $this->check();
        self::assertSame(0, $code, $out);
        self::assertStringContainsString('The contract holds', $out);
    }

    public function testADriftFailsTheNightIsAcceptedAndOnlyANewOneFailsAgain(): void
    {
        $baseline = tempnam(sys_get_temp_dir(), 'baseline-');
        $this->drift('virtfusion/selfService.currencies');
        [$code, $out] = $this->check();
        self::assertSame(2, $code, $out);
        self::assertStringContainsString('selfService.currencies', $out);

        unlink($baseline);
        $this->check('--write-baseline', $baseline);
        $accepted = json_decode((string) file_get_contents($baseline), true);
        self::assertNotEmpty($accepted['allow']);
        foreach ($accepted['allow'] as &$one) {
            $one['reason'] = 'told the vendor';
        }
        file_put_contents($baseline, json_encode($accepted));
        [$code, $out] = $this->check('--baseline', $baseline);
        self::assertSame(0, $code, $out);

        $this->drift('virtfusion/packages.list');
        [$code, $out] = $this->check('--baseline', $baseline);
        unlink($baseline);
        self::assertSame(2, $code, $out);
        self::assertStringContainsString('packages.list', $out);
    }

    /**
     * The nightly job: `npx hostdouble check virtfusion`, here against the double that stands for the panel.
     *
     * @return array{int, string}
     */
    private function check(string ...$args): array
    {
        $target = ['--target', $this->world->urls['virtfusion'], '--only', 'packages.*,selfService.currencies'];
        $command = ['node_modules/.bin/hostdouble', 'check', 'virtfusion', ...$target, ...$args];
        $env = [...getenv(), 'VIRTFUSION_TOKEN' => $this->world->credentials['virtfusion']['token']];
        $process = proc_open($command, [1 => ['pipe', 'w'], 2 => ['file', '/dev/null', 'w']], $pipes, null, $env);
        $out = (string) stream_get_contents($pipes[1]);

        return [proc_close($process), $out];
    }

    /** What the panel answers one day without telling anybody. */
    private function drift(string $operation): void
    {
        $this->world->override($operation, ['patch' => ['data' => null], 'drift' => true]);
    }
}
