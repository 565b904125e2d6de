import { describe, expect, it } from 'vitest';
import { panelForEach } from './customer.js';

/** What clients send in the belief that it says something. */
describe('what a client sends and the panel passes over', () => {
  const { panel, mock, order } = panelForEach();
  const told = async () => {
    const { calls } = await mock().control.journal.list();
    const { ignored, findings } = calls.at(-1) ?? { ignored: [], findings: [] };
    return {
      ignored,
      findings: findings.map(({ check, path, expected, severity }) => [check, path, expected, severity]),
    };
  };

  it('is told in the journal: filters that there are not, and a near name of one that there is', async () => {
    await panel.done(200, 'GET', '/servers?user=16&hypervisorid=1&results=5');
    expect(await told()).toEqual({
      ignored: ['user', 'hypervisorid'],
      findings: [
        ['unknown-input', 'query:user', 'no such field', 'notice'],
        [
          'unknown-input',
          'query:hypervisorid',
          'no such field; did you mean hypervisorId or hypervisorId[]?',
          'notice',
        ],
      ],
    });
    await panel.done(200, 'GET', '/packages?with=storage');
    expect((await told()).ignored).toEqual(['with']);
  });

  it('also of an answer that is kept, and again where it is asked for again', async () => {
    for (const _ of [1, 2]) {
      await panel.done(200, 'GET', '/packages?with=storage');
      expect((await told()).ignored).toEqual(['with']);
    }
    await panel.done(200, 'GET', '/packages');
    expect((await told()).ignored).toEqual([]);
  });

  it('lists in PHP’s way are taken by their brackets, and not by two of them', async () => {
    const at = '/selfService/usage/byUserExtRelationId/7';
    await panel.done(201, 'POST', '/users', { name: 'Ann Lee', email: 'ann@lee.co', extRelationId: 7 });
    await panel.done(200, 'GET', `${at}?period[]=2025-01-01&range=m`);
    expect((await told()).ignored).toEqual([]);
    await panel.done(200, 'GET', `${at}?period[0]=2025-01-01&period[1]=2024-12-01`);
    expect((await told()).ignored).toEqual([]);
    await panel.done(200, 'GET', `${at}?period[][]=2025-01-01`);
    expect((await told()).ignored).toEqual(['period[][]']);
  });

  it('and members of a body, such as the switch of VNC that there never was', async () => {
    const { id } = await order();
    await panel.done(200, 'POST', `/servers/${id}/vnc`, { enabled: true });
    expect(await told()).toEqual({
      ignored: ['enabled'],
      findings: [['unknown-input', '$.enabled', 'no such field', 'notice']],
    });
    await panel.done(200, 'POST', `/servers/${id}/vnc`, []);
    expect((await told()).ignored).toEqual([]);
  });

  it('of many names the first fifty, and of a long one its beginning', async () => {
    const names = Array.from({ length: 60 }, (_, index) => `filter${index}`);
    await panel.done(200, 'GET', `/packages?${names.map(name => `${name}=1`).join('&')}`);
    expect((await told()).ignored).toEqual(names.slice(0, 50));
    await panel.done(200, 'GET', `/packages?${'x'.repeat(500)}=1`);
    expect((await told()).ignored).toEqual(['x'.repeat(50)]);
  });

  it('is a difference of no answer: nothing is found in what the double says', async () => {
    await panel.done(200, 'GET', '/packages?with=storage');
    expect(mock().findings).toEqual([]);
  });
});
