import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Metrics } from '../metrics.js';

/** Upper ends of what is counted together, in seconds: a call takes a tenth of a millisecond, or waits for a database. */
const SECONDS = [0.000_1, 0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.1, 0.5, 2.5, 10];
const CALLS = [1, 2, 5, 10, 25, 50, 100, 250];

/** What a path of no operation counts as: clients invent as many paths as they like. */
const UNKNOWN = 'unknown';

/**
 * Counts in the form of Prometheus. All labels are of what is known: vendors, their operations, statuses, tenants, verbs of
 * the store. Each server has counts of its own.
 */
export function prometheus(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const worlds = new Gauge({
    name: 'hostdouble_worlds',
    help: 'Worlds in memory, by tenant.',
    labelNames: ['tenant'],
    registers,
  });
  const memory = new Gauge({
    name: 'hostdouble_memory_bytes',
    help: 'Memory of the process, by kind.',
    labelNames: ['kind'],
    registers,
  });
  const calls = new Counter({
    name: 'hostdouble_calls_total',
    help: 'Calls answered.',
    labelNames: ['vendor', 'operation', 'status'],
    registers,
  });
  const durations = new Histogram({
    name: 'hostdouble_call_duration_seconds',
    help: 'How long calls took.',
    labelNames: ['vendor', 'operation'],
    buckets: SECONDS,
    registers,
  });
  const turns = new Histogram({
    name: 'hostdouble_turn_duration_seconds',
    help: 'How long turns took until they were kept.',
    buckets: SECONDS,
    registers,
  });
  const together = new Histogram({
    name: 'hostdouble_turn_calls',
    help: 'Calls that were performed in one turn.',
    buckets: CALLS,
    registers,
  });
  const conflicts = new Counter({
    name: 'hostdouble_conflicts_total',
    help: 'Turns that another server was ahead of, and that were performed again.',
    registers,
  });
  const left = new Counter({
    name: 'hostdouble_worlds_left_total',
    help: 'Worlds that left memory, by why.',
    labelNames: ['why'],
    registers,
  });
  const lost = new Counter({
    name: 'hostdouble_journal_calls_lost_total',
    help: 'Calls that were answered and that no journal keeps, for the store could not be asked for long.',
    registers,
  });
  const asked = new Histogram({
    name: 'hostdouble_store_duration_seconds',
    help: 'How long the store took.',
    labelNames: ['verb'],
    buckets: SECONDS,
    registers,
  });
  const troubles = new Counter({
    name: 'hostdouble_store_failures_total',
    help: 'How often the store failed.',
    labelNames: ['verb', 'trouble'],
    registers,
  });
  return {
    called({ vendor, operation, status, milliseconds }) {
      calls.inc({ vendor, operation: operation ?? UNKNOWN, status });
      durations.observe({ vendor, operation: operation ?? UNKNOWN }, milliseconds / 1000);
    },
    turned(count, milliseconds) {
      turns.observe(milliseconds / 1000);
      together.observe(count);
    },
    conflicted: () => conflicts.inc(),
    left: why => left.inc({ why }),
    lost: count => lost.inc(count),
    asked(verb, milliseconds, trouble) {
      asked.observe({ verb }, milliseconds / 1000);
      if (trouble !== undefined) troubles.inc({ verb, trouble });
    },
    async shown(all) {
      worlds.reset();
      worlds.set({ tenant: '' }, 0);
      for (const { tenure } of all) worlds.inc({ tenant: tenure.tenant ?? '' });
      const { heapUsed, rss } = process.memoryUsage();
      memory.set({ kind: 'heap' }, heapUsed);
      memory.set({ kind: 'resident' }, rss);
      return { type: registry.contentType, text: await registry.metrics() };
    },
  };
}
