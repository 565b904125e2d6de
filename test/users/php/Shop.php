<?php

declare(strict_types=1);

require_once __DIR__ . '/HostdoubleWorld.php';
require_once __DIR__ . '/Reseller.php';

/** The shop as tests open it: it waits by the clock of a world, and `waited` says how often and how long. */
final class Shop
{
    public const ANN = ['number' => 7, 'name' => 'Ann Lee', 'email' => 'ann@lee.example'];

    /** @var list<int> */
    public array $waited = [];
    public readonly Panel $panel;
    public readonly Gpus $gpus;

    /** @param array<string, mixed>|null $credentials */
    public function __construct(HostdoubleWorld $world, float $timeout = 30, ?array $credentials = null)
    {
        $credentials ??= $world->credentials;
        $sleep = function (int $seconds) use ($world): void {
            $this->waited[] = $seconds;
            $world->advance("PT{$seconds}S");
        };
        $token = "Authorization: Bearer {$credentials['virtfusion']['token']}";
        $this->panel = new Panel(new Api($world->urls['virtfusion'], [$token], $sleep, $timeout));
        $apiKey = "api_key: {$credentials['infrahub']['apiKey']}";
        $this->gpus = new Gpus(new Api($world->urls['infrahub'], [$apiKey], $sleep, $timeout));
    }
}
