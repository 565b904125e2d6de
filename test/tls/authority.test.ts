import { X509Certificate } from 'node:crypto';
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect, createServer, rootCertificates } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { DAY, realTime } from '../../mock-server/domain/clock.js';
import {
  type KeyedCertificate,
  makeAuthority,
  makeServerCertificate,
  NEAR_END,
} from '../../mock-server/tls/certificates.js';
import { authorityFolder, keptAuthority } from '../../mock-server/tls/kept-authority.js';
import { bytesOfAddress, LOOPBACK, namesOf } from '../../mock-server/tls/names.js';
import { TlsError } from '../../mock-server/tls/tls-error.js';
import { trustIn } from '../../mock-server/tls/trust.js';
import { selfSigned } from '../contract/self-signed.js';
import { newFolder } from './folder.js';

const names = [...LOOPBACK, 'mine'];
const now = realTime();
const modeOf = (file: string): number => statSync(file).mode & 0o777;
const keysIn = (folder: string): string[] => readdirSync(folder).filter(name => name.startsWith('key-'));

/** What a client says of a certificate that it is shown under a name. */
async function said(authority: KeyedCertificate, shown: KeyedCertificate, servername: string): Promise<unknown> {
  const server = createServer({ cert: shown.cert, key: shown.key }, socket => socket.end()).listen(0, '127.0.0.1');
  await new Promise(resolve => server.once('listening', resolve));
  const port = Number(Object(server.address()).port);
  const answer = await new Promise<unknown>(resolve => {
    const socket = connect({ host: '127.0.0.1', port, ca: authority.cert, servername }, () => {
      resolve('trusted');
      socket.destroy();
    }).on('error', ({ message }) => resolve(message));
  });
  await new Promise(resolve => server.close(resolve));
  return answer;
}

describe('an authority', () => {
  const make = (more: object = {}) => makeAuthority({ names, machine: 'test', now, ...more });

  it('signs for the names of its machine and is trusted for no other, whatever it signs', async () => {
    const authority = await make();
    const server = await makeServerCertificate(authority, names, now);
    expect(await said(authority, server, 'localhost')).toBe('trusted');
    expect(await said(authority, server, 'mine')).toBe('trusted');
    const stolen = await makeServerCertificate(authority, ['bank.example'], now);
    expect(await said(authority, stolen, 'bank.example')).toBe('permitted subtree violation');
    const address = await makeServerCertificate(authority, ['localhost', '8.8.8.8'], now);
    expect(await said(authority, address, 'localhost')).toBe('permitted subtree violation');
    const near = await makeServerCertificate(authority, ['localhost', '127.1.2.3'], now);
    expect(await said(authority, near, 'localhost')).toBe('trusted');
  });

  it('makes certificates that clients take: no longer than 397 days, none with the number of another', async () => {
    const authority = await make();
    const made = [
      authority,
      await make({ before: authority }),
      ...(await Promise.all([1, 2].map(() => leaf(authority)))),
    ];
    const known = made.map(({ cert }) => new X509Certificate(cert));
    expect(new Set(known.map(({ serialNumber }) => serialNumber)).size).toBe(3); // the same authority anew is the same
    const [ours, again, server] = known;
    expect([ours?.ca, again?.ca, server?.ca]).toEqual([true, true, false]);
    const lives = Date.parse(server?.validTo ?? '') - Date.parse(server?.validFrom ?? '');
    expect([lives < 397 * DAY, lives > 396 * DAY]).toEqual([true, true]);
    expect(server?.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1']);
    expect(server?.subjectAltName).toBe('DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1, DNS:mine');
    expect(server?.checkIssued(new X509Certificate(authority.cert))).toBe(true);
  });

  it('is written for years beyond 2049 too', async () => {
    const later = Date.UTC(2047, 0, 1);
    expect(new X509Certificate((await make({ now: later })).cert).validTo).toMatch(/2051 GMT$/);
  });

  const leaf = (authority: KeyedCertificate) => makeServerCertificate(authority, names, now);
});

describe('the authority of a folder', () => {
  it('is made once, for its owner’s eyes, and used again', async () => {
    const folder = newFolder();
    const made = await keptAuthority(folder, names, now);
    expect([modeOf(folder), modeOf(join(folder, 'key-1.pem'))]).toEqual([0o700, 0o600]);
    expect(readFileSync(join(folder, 'authority.pem'), 'utf8')).toBe(made.cert);
    chmodSync(join(folder, 'key-1.pem'), 0o644);
    expect(await keptAuthority(folder, names, now)).toEqual(made);
    expect(modeOf(join(folder, 'key-1.pem'))).toBe(0o600);
    expect(readdirSync(folder).sort()).toEqual(['authority.pem', 'key-1.pem']);
  });

  it('is one for all who want one at the same time, with the names of each', async () => {
    const folder = newFolder();
    const wanted = Array.from({ length: 8 }, (_, at) => [...LOOPBACK, `machine${at % 4}`]);
    await Promise.all(wanted.map(list => keptAuthority(folder, list, now)));
    const last = await keptAuthority(folder, [...LOOPBACK, ...wanted.flat()], now);
    expect(keysIn(folder)).toHaveLength(1);
    for (const [, , , name = ''] of wanted)
      expect(await said(last, await makeServerCertificate(last, [name], now), name)).toBe('trusted');
  });

  it('goes on with its key when it is to sign for more names, so that whoever trusts it still does', async () => {
    const folder = newFolder();
    const before = await keptAuthority(folder, names, now);
    const after = await keptAuthority(folder, [...LOOPBACK, '192.168.7.7'], now + DAY);
    expect([after.key, after.cert === before.cert]).toEqual([before.key, false]);
    const server = await makeServerCertificate(after, names, now + DAY);
    expect(await said(before, server, 'mine')).toBe('trusted');
    expect(await said(after, server, 'mine')).toBe('trusted');
    expect(await keptAuthority(folder, [...names, '192.168.7.7'], now + DAY)).toEqual(after);
  });

  it('forgets names when there are too many, and goes on to sign for those it is asked for', async () => {
    const folder = newFolder();
    await keptAuthority(folder, [...LOOPBACK, ...Array.from({ length: 29 }, (_, at) => `old${at}`)], now);
    const last = await keptAuthority(folder, [...LOOPBACK, 'new'], now);
    expect(await said(last, await makeServerCertificate(last, ['new'], now), 'new')).toBe('trusted');
    expect(await said(last, await makeServerCertificate(last, ['old28'], now), 'old28')).toBe(
      'permitted subtree violation',
    );
  });

  it.each<[string, (made: KeyedCertificate) => string | Promise<string>]>([
    ['empty', () => ''],
    ['no PEM', () => 'nonsense'],
    ['cut off', ({ cert, key }) => `${cert}${key}`.slice(0, 900)],
    ['without its key', ({ cert }) => cert],
    ['with the key of another', ({ cert }) => `${cert}${selfSigned(2049).key}`],
    ['no authority', () => Object.values(selfSigned(2049)).reverse().join('')],
    [
      'near its end',
      async () => joined(await makeAuthority({ names, machine: 'x', now: now - 1826 * DAY + NEAR_END })),
    ],
    ['past its end', async () => joined(await makeAuthority({ names, machine: 'x', now: now - 3000 * DAY }))],
    ['of the future', async () => joined(await makeAuthority({ names, machine: 'x', now: now + 30 * DAY }))],
  ])('is made anew when what is kept is %s', async (_how, text) => {
    const folder = newFolder();
    const before = await keptAuthority(folder, names, now);
    writeFileSync(join(folder, 'key-1.pem'), await text(before));
    const after = await keptAuthority(folder, names, now);
    expect(after.key).not.toBe(before.key);
    expect(readFileSync(join(folder, 'authority.pem'), 'utf8')).toBe(after.cert);
    expect(keysIn(folder)).toEqual(['key-2.pem']);
    expect(await said(after, await makeServerCertificate(after, names, now), 'localhost')).toBe('trusted');
  });

  it('is told of when there can be none', async () => {
    const folder = newFolder();
    writeFileSync(folder, '');
    await expect(keptAuthority(folder, names, now)).rejects.toThrow(TlsError);
    await expect(keptAuthority(folder, names, now)).rejects.toThrow(/cannot be kept in .+--tls-folder$/);
  });

  const joined = ({ cert, key }: KeyedCertificate): string => `${cert}${key}`;
});

it('its folder is where each system keeps the data of programs, unless the environment says otherwise', () => {
  expect(authorityFolder({ XDG_DATA_HOME: '/data' }, 'linux')).toBe('/data/hostdouble');
  expect(authorityFolder({}, 'linux')).toMatch(/\.local\/share\/hostdouble$/);
  expect(authorityFolder({}, 'darwin')).toMatch(/Library\/Application Support\/hostdouble$/);
  expect(authorityFolder({ LOCALAPPDATA: '/local' }, 'win32')).toBe('/local/hostdouble');
  expect(authorityFolder({ HOSTDOUBLE_TLS_FOLDER: '/ci', XDG_DATA_HOME: '/data' }, 'linux')).toBe('/ci');
});

it.each([
  ['127.0.0.1', 'Machine', ['machine']],
  ['0.0.0.0', 'machine.local.', ['machine.local']],
  ['::', 'localhost', []],
  ['fe80::1%eth0', 'my machine', ['fe80::1']],
  ['127.0.0.2', 'ma\u00dfschine', ['127.0.0.2']],
  ['double.test', 'machine', ['machine', 'double.test']],
])('a server at %s of the machine "%s" is called by these names beside loopback: %j', (host, machine, further) => {
  expect(namesOf(host, machine)).toEqual([...LOOPBACK, ...further]);
});

it.each([
  ['192.168.0.1', 'c0a80001'],
  ['::1', '00000000000000000000000000000001'],
  ['2001:db8::ff00:42:8329', '20010db8000000000000ff0000428329'],
  ['::ffff:10.0.0.1', '00000000000000000000ffff0a000001'],
  ['1:2:3:4:5:6:7:8', '00010002000300040005000600070008'],
])('the address %s has the bytes %s', (address, hex) => {
  expect(Buffer.from(bytesOfAddress(address)).toString('hex')).toBe(hex);
});

describe('what is set so that it is trusted', () => {
  it('names it beside what Node trusts, and keeps what the environment trusts already', async () => {
    const folder = newFolder();
    const { cert } = await keptAuthority(folder, names, now);
    const alone = trustIn(folder, cert, {});
    expect(alone.NODE_EXTRA_CA_CERTS).toBe(join(folder, 'authority.pem'));
    expect(new Set([alone.SSL_CERT_FILE, alone.CURL_CA_BUNDLE, alone.REQUESTS_CA_BUNDLE])).toEqual(
      new Set([join(folder, 'bundle.pem')]),
    );
    const certificates = (file: string) =>
      readFileSync(file, 'utf8').match(/-----BEGIN CERTIFICATE-----/g)?.length ?? 0;
    expect(certificates(alone.SSL_CERT_FILE)).toBe(rootCertificates.length + 1);

    const company = selfSigned(2049).cert;
    mkdirSync(join(folder, 'etc'));
    const theirs = join(folder, 'etc', 'company.pem');
    writeFileSync(theirs, `Company\n${company}${rootCertificates[0]}\n`);
    const together = trustIn(folder, cert, { SSL_CERT_FILE: theirs, CURL_CA_BUNDLE: '/nowhere' });
    const bundle = readFileSync(together.SSL_CERT_FILE, 'utf8');
    expect([bundle.includes(company.trim()), certificates(together.SSL_CERT_FILE)]).toEqual([
      true,
      rootCertificates.length + 2,
    ]);
    expect(together.NODE_EXTRA_CA_CERTS).toBe(together.SSL_CERT_FILE);
    // Said once more in a shell that has set it, also when the authority was made anew.
    const other = await keptAuthority(newFolder(), names, now);
    expect(trustIn(folder, other.cert, together)).toEqual(together);
    const anew = readFileSync(together.SSL_CERT_FILE, 'utf8');
    expect([anew.includes(cert.trim()), anew.includes(other.cert.trim()), anew.includes(company.trim())]).toEqual([
      false,
      true,
      true,
    ]);
  });
});
