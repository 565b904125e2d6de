/** `npm run bench:micro`: the parts that every call passes through, and those that make time and bills cheap. */
import { bench, describe } from 'vitest';
import type { Contract, Entry } from '../../contracts/core/contract.js';
import { loadContract } from '../../contracts/core/define-contract.js';
import { infrahub } from '../../contracts/vendors/infrahub/index.js';
import { virtfusion } from '../../contracts/vendors/virtfusion/index.js';
import { virtuozzo } from '../../contracts/vendors/virtuozzo/index.js';
import { checkInput } from '../../mock-server/calls/input.js';
import { Agenda } from '../../mock-server/domain/agenda.js';
import { Meter } from '../../mock-server/domain/meter.js';
import { repeatedSum } from '../../mock-server/domain/money.js';
import { readInput } from '../../mock-server/http/decode.js';
import { writerOf } from '../../mock-server/http/json-writer.js';
import { createRouteTable } from '../../mock-server/http/route-table.js';

const HOUR = 3_600_000;
const nothing = Buffer.alloc(0);

const all = (await loadContract(virtfusion)).entries;
const [first, middle, last] = [all[0], all[all.length >> 1], all.at(-1)].filter(entry => entry !== undefined);

const infrahubs = (await loadContract(infrahub)).operations;

/** A contract of some of VirtFusion's operations. */
const contractOf = (some: readonly Entry[]): Contract => ({
  ...virtfusion,
  routes: Object.fromEntries(
    some.map(({ group, name, operation: { method, path } }) => [group, { [name]: `${method} ${path}` as const }]),
  ),
  groups: {},
});

describe('route table', () => {
  const few = [first, middle, last].filter(entry => entry !== undefined);
  const whole = createRouteTable(virtfusion, {});
  const small = createRouteTable(contractOf(few), {});
  for (const [place, entry] of Object.entries({ first, middle, last })) {
    if (entry === undefined) continue;
    const { method, path } = entry.operation;
    const called = path.replaceAll(/\{[^}]+\}/g, '1');
    bench(`${place} of ${few.length}`, () => void small.find(method, called));
    bench(`${place} of ${all.length}`, () => void whole.find(method, called));
  }
});

describe('decode', async () => {
  const { usage } = infrahubs.billing;
  const { create } = infrahubs.virtualMachines;
  const { getAccountBillingHistoryByPeriod } = (await loadContract(virtuozzo)).operations.account;
  const body = Buffer.from(
    JSON.stringify({
      name: 'worker',
      environment_name: 'bench',
      image_name: 'Ubuntu Server 22.04 LTS R535 CUDA 12.2',
      flavor_name: 'n1-cpu-small',
      key_name: 'key',
      count: 1,
    }),
  );
  const form = Buffer.from('session=0123&starttime=2026-05-01 00:00:00&endtime=2026-06-01 00:00:00&period=HOUR');
  bench('a query', () => {
    const raw = readInput(infrahub.dialect, 'deleted=true&environment=bench', nothing, undefined);
    checkInput(usage, { params: {}, ...raw });
  });
  bench('a JSON body', () => {
    checkInput(create, { params: {}, ...readInput(infrahub.dialect, '', body, 'application/json') });
  });
  bench('a form', () => {
    const raw = readInput(virtuozzo.dialect, '', form, 'application/x-www-form-urlencoded');
    checkInput(getAccountBillingHistoryByPeriod, { params: {}, ...raw });
  });
});

describe('writer', () => {
  const row = {
    resource_id: 1,
    resource_type: 'vm',
    name: 'worker-1',
    organization_id: 1,
    bill_per_minute: 0.0013,
    create_time: '2025-01-01T00:00:00',
    terminate_time: null,
    total_up_time: 1440,
    total_bill: 1.872,
    active: true,
    exclude_billing: false,
  };
  const write = writerOf(infrahubs.billing.usage.responses[200]);
  for (const count of [1, 1000]) {
    const usage = { message: 'Usage', status: true, data: Array.from({ length: count }, () => row) };
    bench(`${count} rows, floats kept`, () => void write(usage));
    bench(`${count} rows, JSON.stringify`, () => void JSON.stringify(usage));
  }
});

describe('meter', () => {
  const busy = new Meter<number>();
  for (let hour = 0; hour < 1000; hour++) busy.charge('busy', hour * HOUR, hour);
  busy.charge('calm', 0, 1);
  bench('charge and stop', () => {
    const meter = new Meter<number>();
    meter.charge('one', 0, 1);
    meter.stop('one', HOUR);
  });
  bench('a day of one interval', () => void busy.slices('calm', 500 * HOUR, 524 * HOUR));
  bench('a day of 1,000 intervals', () => void busy.slices('busy', 500 * HOUR, 524 * HOUR));
});

describe('the sum of the minutes of a year', () => {
  const minutes = 365 * 24 * 60;
  bench('repeatedSum', () => void repeatedSum(0.0013, minutes));
  bench('added one by one', () => {
    let sum = 0;
    for (let left = minutes; left > 0; left--) sum += 0.0013;
    return void sum;
  });
});

describe('agenda', () => {
  const filled = (count: number): Agenda => {
    const agenda = new Agenda();
    for (let job = 0; job < count; job++) agenda.enter((job * 7919) % count, 'job', job);
    return agenda;
  };
  for (const count of [1000, 10_000]) {
    const waiting = filled(count);
    bench(`one entered and taken among ${count}`, () => {
      waiting.enter(-1, 'job', 'next');
      waiting.take(-1);
    });
    bench(`${count} entered and taken in order`, () => {
      const agenda = filled(count);
      while (agenda.take(count) !== undefined);
    });
  }
});
