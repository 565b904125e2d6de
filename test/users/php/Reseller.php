<?php

declare(strict_types=1);

/** An answer that is no success. */
final class Refused extends RuntimeException
{
    public function __construct(string $what, public readonly int $status, public readonly string $body, public readonly ?int $retryAfter)
    {
        parent::__construct("$what answered $status: $body");
    }
}

/** No answer that can be read: nobody knows whether the work is done. */
final class Lost extends RuntimeException
{
}

/** A vendor's API over HTTP. It outlasts a bad minute: `sleep` waits so many seconds, `timeout` ends a silence. */
final class Api
{
    private const BACKOFF = [1, 2, 4];

    /** @param list<string> $headers */
    public function __construct(
        private readonly string $url,
        private readonly array $headers,
        public readonly Closure $sleep,
        private readonly float $timeout = 10,
    ) {
    }

    /** @param array<string, mixed>|null $body */
    public function call(string $method, string $path, ?array $body = null): mixed
    {
        for ($turn = 0; ; $turn++) {
            try {
                return $this->once($method, $path, $body);
            } catch (Refused | Lost $error) {
                // The endpoint says that it did nothing, or the call changes nothing.
                $again = self::isBusy($error) || ($method === 'GET' && self::isUnclear($error));
                if (!$again || $turn === count(self::BACKOFF)) {
                    throw $error;
                }
                ($this->sleep)($error->retryAfter ?? self::BACKOFF[$turn]);
            }
        }
    }

    public static function isBusy(Throwable $error): bool
    {
        return $error instanceof Refused && in_array($error->status, [429, 503], true);
    }

    public static function isUnclear(Throwable $error): bool
    {
        return $error instanceof Lost || ($error instanceof Refused && $error->status >= 500);
    }

    /** @param array<string, mixed>|null $body */
    private function once(string $method, string $path, ?array $body): mixed
    {
        $context = stream_context_create(['http' => [
            'method' => $method,
            'header' => ['Content-Type: application/json', 'Connection: close', ...$this->headers],
            'content' => $body === null ? '' : json_encode($body, JSON_THROW_ON_ERROR),
            'timeout' => $this->timeout,
            'ignore_errors' => true,
        ]]);
        $reply = @fopen($this->url . $path, 'r', false, $context);
        if ($reply === false) {
            throw new Lost("$method $path was lost: " . (error_get_last()['message'] ?? 'no answer'));
        }
        $text = (string) stream_get_contents($reply);
        ['wrapper_data' => $head, 'timed_out' => $isLate] = stream_get_meta_data($reply);
        fclose($reply);
        if ($isLate) {
            throw new Lost("$method $path was lost: no more came in time");
        }
        $status = (int) explode(' ', $head[0])[1];
        if ($status >= 300) {
            $waits = preg_grep('/^retry-after:/i', $head);
            $seconds = $waits === [] ? null : (int) trim(explode(':', current($waits))[1]);
            throw new Refused("$method $path", $status, $text, $seconds);
        }
        try {
            return $text === '' ? null : json_decode($text, true, 512, JSON_THROW_ON_ERROR);
        } catch (JsonException $error) {
            throw new Lost("$method $path was lost: {$error->getMessage()}", 0, $error);
        }
    }
}

/** Virtual servers, sold from a VirtFusion panel. */
final class Panel
{
    public function __construct(public readonly Api $api)
    {
    }

    /**
     * The panel's user of a customer, made at his first order.
     *
     * @param array{number: int, name: string, email: string} $customer
     */
    public function user(array $customer): int
    {
        try {
            return $this->api->call('GET', "/users/{$customer['number']}/byExtRelation")['data']['id'];
        } catch (Refused $error) {
            if ($error->status !== 404) {
                throw $error;
            }
        }
        ['number' => $number, 'name' => $name, 'email' => $email] = $customer;
        $body = ['name' => $name, 'email' => $email, 'extRelationId' => $number, 'selfService' => 1];

        return $this->api->call('POST', '/users', $body)['data']['id'];
    }

    /**
     * Orders, installs and waits. What cannot be built is taken away again, so that nobody pays for it.
     *
     * @param array{number: int, name: string, email: string} $customer
     */
    public function order(array $customer, int $package = 1, int $system = 1, string $hostname = 'web'): int
    {
        $server = $this->create($this->user($customer), $package);
        $this->api->call('POST', "/servers/$server/build", ['operatingSystemId' => $system, 'name' => $hostname]);
        while (($state = $this->server($server)['state']) !== 'complete') {
            if ($state === 'failed') {
                $this->terminate($server);
                throw new RuntimeException("server $server could not be built");
            }
            ($this->api->sleep)(5);
        }

        return $server;
    }

    /** An order whose answer was lost is looked for before it is sent again: a server too many costs money. */
    public function create(int $user, int $package): int
    {
        $before = $this->servers($user);
        for ($turn = 0; ; $turn++) {
            try {
                $wish = ['packageId' => $package, 'userId' => $user, 'hypervisorId' => 1];

                return $this->api->call('POST', '/servers', $wish)['data']['id'];
            } catch (Refused | Lost $error) {
                $made = Api::isUnclear($error) ? array_diff($this->servers($user), $before) : [];
                if ($made !== []) {
                    return current($made);
                }
                if ($turn === 1 || !Api::isUnclear($error)) {
                    throw $error;
                }
            }
        }
    }

    /** @return list<int> */
    public function servers(int $user): array
    {
        return array_column($this->api->call('GET', "/servers/user/$user")['data'], 'id');
    }

    /** @return array<string, mixed> */
    public function server(int $server): array
    {
        return $this->api->call('GET', "/servers/$server")['data'];
    }

    public function suspend(int $server): void
    {
        $this->api->call('POST', "/servers/$server/suspend");
    }

    public function resume(int $server): void
    {
        $this->api->call('POST', "/servers/$server/unsuspend");
    }

    /** Gone is gone, whoever took it away. */
    public function terminate(int $server): void
    {
        try {
            $this->api->call('DELETE', "/servers/$server");
        } catch (Refused $error) {
            if (!str_contains($error->body, 'server not found')) {
                throw $error;
            }
        }
    }

    /**
     * What a customer used in a month, `2026-01`, in cents: a token costs one.
     *
     * @param array{number: int, name: string, email: string} $customer
     */
    public function bill(array $customer, string $month): int
    {
        $path = "/selfService/usage/byUserExtRelationId/{$customer['number']}?period[]=$month-01&range=m";

        return (int) round($this->api->call('GET', $path)['data']['usageServersBillable']['token']);
    }
}

/** Machines with GPUs and without, rented from Infrahub. */
final class Gpus
{
    private const IMAGE = 'Ubuntu Server 24.04 LTS (Noble Numbat)';

    public function __construct(public readonly Api $api)
    {
    }

    /** A place for a customer's machines, with his key. */
    public function settle(string $name, string $region, string $key): void
    {
        $this->api->call('POST', '/core/environments', ['name' => $name, 'region' => $region]);
        $this->api->call('POST', '/core/keypairs', ['environment_name' => $name, 'name' => $name, 'public_key' => $key]);
    }

    public function rent(string $place, string $name, string $flavor): int
    {
        $wish = ['name' => $name, 'environment_name' => $place, 'image_name' => self::IMAGE, 'flavor_name' => $flavor];
        $made = $this->api->call('POST', '/core/virtual-machines', [...$wish, 'key_name' => $place, 'count' => 1]);
        $machine = $made['instances'][0]['id'];
        while ($this->machine($machine)['status'] !== 'ACTIVE') {
            ($this->api->sleep)(5);
        }

        return $machine;
    }

    /** @return array<string, mixed> */
    public function machine(int $machine): array
    {
        return $this->api->call('GET', "/core/virtual-machines/$machine")['instance'];
    }

    public function giveBack(int $machine): void
    {
        $this->api->call('DELETE', "/core/virtual-machines/$machine");
    }

    /** What all machines cost in a month, in cents. */
    public function bill(string $month): int
    {
        $window = "start_date=$month-01T00:00:00&end_date=" . monthAfter($month) . '-01T00:00:00';
        $told = $this->api->call('GET', "/billing/billing/history/virtual-machine?$window")['billing_history_vm'];
        $costs = array_map(static fn (array $one) => $one['metrics']['incurred_bill'], $told['billing_history']);

        return (int) round(100 * array_sum($costs));
    }
}

/** The month after one: `2027-01` after `2026-12`. */
function monthAfter(string $month): string
{
    return (new DateTimeImmutable("$month-01", new DateTimeZone('UTC')))->modify('+1 month')->format('Y-m');
}
