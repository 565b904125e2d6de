<?php

declare(strict_types=1);

// A worker of the shop, one of several that run side by side: `php worker.php <url of the double> <days>`.
require_once __DIR__ . '/Shop.php';

[, $url, $days] = $argv;
$world = (new Hostdouble($url))->world(['seed' => 'empty', 'clock' => 'frozen', 'now' => '2026-01-01T00:00:00Z']);
$panel = (new Shop($world))->panel;
$server = $panel->order(Shop::ANN);
$world->advanceTo('2026-01-0' . ((int) $days + 1) . 'T00:00:00Z');
$owed = $panel->bill(Shop::ANN, '2026-01');
$world->remove();
echo json_encode(['world' => $world->name, 'server' => $server, 'owed' => $owed]);
