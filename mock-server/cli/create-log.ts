import type { Logger } from 'pino';
import { visible } from '../../contracts/kit/report/visible.js';
import type { Log, LoggedCall } from '../log.js';
import { callLine } from './call-line.js';
import type { ServeSettings } from './settings.js';

/** What each level tells beside those before it. */
const LEVELS = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;

/** Longest text of a body on a line. */
const LONGEST = 4000;

/**
 * The log of a server, on standard error: lines for a person, or with `json` one JSON object a line, of pino's. A call is
 * told at `info`, what it held at `debug`.
 */
export function createLog({ logLevel, json }: Pick<ServeSettings, 'logLevel' | 'json'>): Log {
  const tells = (level: (typeof LEVELS)[number]): boolean => LEVELS.indexOf(level) <= LEVELS.indexOf(logLevel);
  const teller = json ? inJson(logLevel) : forPeople;
  return {
    warn: tells('warn') ? teller.warn : () => {},
    error: tells('error') ? teller.error : () => {},
    ...(tells('info') && { call: teller.call }),
    bodies: tells('debug'),
  };
}

type Teller = Required<Pick<Log, 'warn' | 'error' | 'call'>>;

const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

const forPeople: Teller = {
  warn: (message, facts) => say(`hostdouble: ${message}: ${inWords(facts)}`),
  error: (message, error) =>
    say(`hostdouble: ${message}: ${error instanceof Error ? (error.stack ?? error.message) : error}`),
  call({ sent, answered, ...call }) {
    say(callLine(call));
    for (const [name, value] of Object.entries({ sent, answered }))
      if (value !== undefined) say(`  ${name} ${shown(value)}`);
  },
};

/** Facts on one line, whatever is in them: `method=GET path=/v1/x didYouMean="flavors.list (GET /v1/core/flavors)"`. */
const inWords = (facts: object): string =>
  Object.entries(facts)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => `${name}=${typeof value === 'string' && /^[\w/.:-]+$/.test(value) ? value : shown(value)}`)
    .join(' ');

function shown(value: unknown): string {
  const text = visible(JSON.stringify(value) ?? '');
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** pino is loaded when there is something to say. */
function inJson(level: ServeSettings['logLevel']): Teller {
  let loading: Promise<{ readonly log: Logger }> | undefined;
  const logger = () => {
    loading ??= import('pino').then(({ default: pino }) => ({
      log: pino({ level, base: null }, pino.destination({ fd: 2, sync: true })),
    }));
    return loading;
  };
  return {
    warn: (message, facts) => void logger().then(({ log }) => log.warn(facts, message)),
    error: (message, error) => void logger().then(({ log }) => log.error({ err: error }, message)),
    call: (call: LoggedCall) => void logger().then(({ log }) => log.info(call, 'call')),
  };
}
