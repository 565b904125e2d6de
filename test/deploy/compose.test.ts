import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { SNAPSHOT } from '../../mock-server/options.js';
import { context } from './dockerfile.js';
import { secondsToEnd, settingsOf, textOf } from './settings-of.js';

const service = z.looseObject({
  image: z.string(),
  environment: z.record(z.string(), z.string()).optional(),
  depends_on: z.record(z.string(), z.strictObject({ condition: z.literal('service_healthy') })).optional(),
  healthcheck: z.looseObject({ test: z.array(z.string()) }).optional(),
  stop_grace_period: z.string().optional(),
  volumes: z.array(z.string()).optional(),
  read_only: z.boolean().optional(),
  user: z.string().optional(),
});

// As docker compose reads it: `<<` merges, and what is `${NAME:?why}` is asked of the environment.
const file = textOf('compose.yaml');
const { services, volumes } = z
  .looseObject({ services: z.record(z.string(), service), volumes: z.record(z.string(), z.unknown()) })
  .parse(parse(file, { merge: true }));
const replicas = Object.keys(services).filter(name => name.startsWith('hostdouble-'));
const nginx = textOf('.deploy/compose/nginx.conf').replaceAll(/^\s*#.*\n/gm, '');
const filled = (text: string): string =>
  text.replaceAll(/\$\{\w+(?::?([-?])([^}]*))?\}/g, (_, sign, word) => (sign === '-' ? word : 'of-this-test'));

describe('compose.yaml', () => {
  it('starts two replicas with settings that a server takes', async () => {
    expect(replicas).toHaveLength(2);
    for (const name of replicas) {
      const given = Object.entries(services[name]?.environment ?? {});
      const environment = Object.fromEntries(given.map(([key, value]) => [key, filled(value)]));
      const settings = await settingsOf(environment);
      expect(environment.HOSTDOUBLE_STATE).toBe('postgres://hostdouble:of-this-test@postgres:5432/hostdouble');
      // Who stops it waits until it has drained.
      const grace = Number.parseInt(services[name]?.stop_grace_period ?? '', 10);
      expect(secondsToEnd(settings)).toBeLessThan(grace);
    }
  });

  it('waits for what is healthy, and keeps what PostgreSQL writes', () => {
    // Replicas have the health check of their image.
    for (const { depends_on } of Object.values(services))
      for (const name of Object.keys(depends_on ?? {}))
        expect([name, replicas.includes(name) || services[name]?.healthcheck !== undefined]).toEqual([name, true]);
    expect(Object.keys(services.nginx?.depends_on ?? {})).toEqual(replicas);
    for (const { volumes: used = [] } of Object.values(services))
      for (const [from = ''] of used.map(text => text.split(':')))
        expect([from, from in volumes || existsSync(context + from)]).toEqual([from, true]);
    expect(services.postgres?.volumes).toHaveLength(1);
  });

  it('names versions, holds no secret, and says where each is asked for', () => {
    for (const { image } of Object.values(services)) expect(image).not.toMatch(/^[^:]+$|:latest$/);
    const example = textOf('.deploy/compose/example.env');
    const asked = [...file.matchAll(/\$\{(\w+)/g)].map(([, name = '']) => name);
    for (const name of asked) expect(example).toMatch(new RegExp(`^#?${name}=`, 'm'));
    for (const [, name, value] of example.matchAll(/^(\w+)=(.*)$/gm)) {
      expect([name, value]).toEqual([name, '']);
      expect(file).toContain(`\${${name}:?`);
    }
    expect(textOf('.gitignore').split('\n')).toContain('/.env');
  });
});

describe('its nginx', () => {
  const directives = (name: string): readonly string[] =>
    [...nginx.matchAll(new RegExp(`^\\s*${name}\\s+([^;]+);`, 'gm'))].map(([, value = '']) => value);

  it('passes calls to both replicas', () => {
    expect(
      directives('server')
        .filter(value => /:\d/.test(value))
        .map(value => value.split(':')[0]),
    ).toEqual(replicas);
    expect(services.nginx?.volumes).toContain('./.deploy/compose/nginx.conf:/etc/nginx/nginx.conf:ro');
  });

  it('repeats no call of which something was sent', () => {
    expect(directives('proxy_next_upstream')).toEqual(['off']);
    expect(nginx).toMatch(/map \$upstream_bytes_sent \$was_sent \{\s+default 1;/);
    expect(nginx).toMatch(/location @second \{\s+if \(\$was_sent\) \{\s+return 502;/);
  });

  it('passes what is sent bit by bit as it comes, and as much as a snapshot may have', () => {
    expect(directives('proxy_buffering')).toEqual(['off']);
    expect(directives('client_max_body_size')).toEqual([`${SNAPSHOT / 1024 / 1024}m`]);
    expect(directives('proxy_read_timeout')).toEqual(['1h']);
  });
});
