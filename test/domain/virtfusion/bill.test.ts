import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE, startOfMonth } from '../../../mock-server/domain/clock.js';
import type { VirtFusionCloud } from '../../../mock-server/vendors/virtfusion/cloud.js';
import { virtfusion } from '../../../mock-server/vendors/virtfusion/index.js';
import { createCloud } from '../../../mock-server/vendors/virtfusion/seed.js';
import { changePackage } from '../../../mock-server/vendors/virtfusion/servers/change-package.js';
import { createServer } from '../../../mock-server/vendors/virtfusion/servers/creation.js';
import { draftServer } from '../../../mock-server/vendors/virtfusion/servers/order.js';
import { deleteServer, suspendServer, unsuspendServer } from '../../../mock-server/vendors/virtfusion/servers/rules.js';
import { balanceOf, tokens, total, usageOf } from '../../../mock-server/vendors/virtfusion/usage/billing.js';

const { jobs } = virtfusion;

const START = Date.UTC(2025, 0, 20, 13, 7, 19);
const USER = 2;

function panel(): VirtFusionCloud {
  const cloud = createCloud({ seed: 1, start: START, issued: [], settings: {} });
  cloud.users.add({
    id: USER,
    admin: false,
    extRelationId: 1,
    relStr: null,
    name: 'Ann Lee',
    email: 'ann@lee.co',
    timezone: 'Europe/London',
    twoFactorAuth: false,
    enabled: true,
    selfService: 1,
    prepaid: false,
    hourlyProfiles: [],
    resourceProfiles: [],
    hourlyPack: null,
    created: START,
    updated: START,
  });
  return cloud;
}

const order = (cloud: VirtFusionCloud, packageId = 1) =>
  createServer(cloud, draftServer(cloud, { packageId, userId: USER, groupId: 1, extraDisks: [] }));

/** What may happen to the first server, and how many minutes pass before it. */
const event = fc.record({
  minutes: fc.integer({ min: 0, max: 20_000 }),
  what: fc.constantFrom('suspend', 'resume', 'package 1', 'package 2', 'order', 'delete'),
});

function live(cloud: VirtFusionCloud, events: readonly { minutes: number; what: string }[]): void {
  order(cloud);
  for (const { minutes, what } of events) {
    cloud.settle(cloud.now + minutes * MINUTE, jobs);
    const server = cloud.servers.all().at(-1);
    if (what === 'order') order(cloud, 2);
    if (server === undefined) continue;
    if (what === 'suspend') suspendServer(cloud, server);
    if (what === 'resume') unsuspendServer(cloud, server);
    if (what === 'delete') deleteServer(cloud, server, 0);
    if (what.startsWith('package')) changePackage(cloud, server, cloud.packages.need(Number(what.at(-1))), {});
  }
  cloud.settle(cloud.now + 90 * MINUTE, jobs);
}

const billOf = (cloud: VirtFusionCloud, from: number, to: number) => {
  const usage = usageOf(cloud, USER, from, to);
  return [total(usage, 'raw'), total(usage, 'billable')];
};

describe('usage', () => {
  it('of two windows side by side is that of both together, raw and billable', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 12 }), fc.tuple(fc.nat(), fc.nat(), fc.nat()), (events, cuts) => {
        const cloud = panel();
        live(cloud, events);
        const span = cloud.now - START + 3 * HOUR;
        const [a, b, c] = cuts
          .map(cut => START - HOUR + (cut % Math.ceil(span / MINUTE)) * MINUTE)
          .sort((one, two) => one - two);
        if (a === undefined || b === undefined || c === undefined) return;
        const sum = billOf(cloud, a, b).map((charge, index) => {
          const other = billOf(cloud, b, c)[index] ?? { hours: 0, cost: 0 };
          return { hours: charge.hours + other.hours, cost: charge.cost + other.cost };
        });
        expect(sum).toEqual(billOf(cloud, a, c));
      }),
      { numRuns: 300 },
    );
  });

  it('is never billed beyond the month’s price of each server, nor beyond what was used', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 12 }), events => {
        const cloud = panel();
        live(cloud, events);
        for (let month = startOfMonth(START); month < cloud.now; month = startOfMonth(month, 1))
          for (const { raw, billable } of usageOf(cloud, USER, month, startOfMonth(month, 1))) {
            expect(billable.hours).toBeLessThanOrEqual(730);
            expect(billable.hours).toBeLessThanOrEqual(raw.hours);
            expect(billable.cost).toBeLessThanOrEqual(raw.cost);
          }
        expect(balanceOf(cloud, USER)).toBeLessThanOrEqual(0);
      }),
      { numRuns: 100 },
    );
  });

  it('does not go back when a server is deleted, and does not move afterwards', () => {
    const cloud = panel();
    const server = order(cloud);
    cloud.settle(START + 3 * HOUR, jobs);
    const [before] = billOf(cloud, 0, cloud.now);
    deleteServer(cloud, server, 0);
    expect(billOf(cloud, 0, cloud.now)[0]).toEqual(before);
    cloud.settle(START + 900 * HOUR, jobs);
    expect(billOf(cloud, 0, cloud.now)[0]).toEqual(before);
    expect(before).toEqual({ hours: 3, cost: 3 * 400 * 10_000 });
    expect(tokens(before ?? { hours: 0, cost: 0 })).toBe(1.64);
  });

  it('comes back from a snapshot as it was', () => {
    const cloud = panel();
    live(cloud, [
      { minutes: 700, what: 'order' },
      { minutes: 4000, what: 'suspend' },
    ]);
    const saved = JSON.parse(JSON.stringify(cloud.save()));
    const other = panel();
    other.load(saved);
    expect(JSON.stringify(other.save())).toBe(JSON.stringify(cloud.save()));
    expect(billOf(other, 0, other.now)).toEqual(billOf(cloud, 0, cloud.now));
  });

  it('of a thousand servers over a year has each hour once', () => {
    const cloud = panel();
    cloud.ipRanges.add({ id: 99, blockId: 1, firstId: 10_000, first: 1_000_000, last: 1_002_000 });
    for (const { id } of cloud.hypervisors.all())
      cloud.hypervisors.update(id, { maxMemory: 0, maxCpu: 0, localMax: 0 });
    for (let index = 0; index < 1000; index++) order(cloud);
    cloud.settle(START + 365 * 24 * HOUR, jobs);
    const months = Array.from({ length: 13 }, (_, index) => startOfMonth(START, index));
    const hours = months.map(month => total(usageOf(cloud, USER, month, startOfMonth(month, 1)), 'raw').hours);
    expect(hours.reduce((sum, value) => sum + value, 0)).toBe(1000 * 365 * 24);
  });
});
