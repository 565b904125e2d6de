import { z } from 'zod';
import { nameSchemas, sentAs } from '../../../core/document-marks.js';
import { assumed, client, observed } from '../../../core/evidence.js';
import { defineOperations } from '../../../core/operation.js';
import { defineResource } from '../../../core/resource.js';
import { read } from '../../../core/wire.js';
import { done, envName, given, ids, ok, sample, target } from '../common.js';
import { docs } from '../docs.js';
import { routes } from '../routes.js';

const named = z.object({ ...target, ...envName });
const { envName: ENVIRONMENT } = sample;

const directions = ['INPUT', 'OUTPUT', 'BIDIRECTIONAL'] as const;
const actions = ['DENY', 'ALLOW'] as const;
const protocols = ['TCP', 'UDP', 'ALL'] as const;

/** The number that a word has in the vendor's description is taken for it, and so are further spellings. */
const word = <const W extends readonly [string, ...string[]]>(words: W, others: Readonly<Record<string, W[number]>>) =>
  z.preprocess((value): unknown => {
    const text = `${value}`.trim().toUpperCase();
    return words[Number(text === '' ? Number.NaN : text)] ?? others[text] ?? text;
  }, z.enum(words));

/** Scripts of the vendor's send both forms. */
const direction = () => word(directions, { IN: 'INPUT', OUT: 'OUTPUT' });

const orNull = <S extends z.core.$ZodType>(schema: S) =>
  sentAs(
    z.union([z.null().transform(() => undefined), z.literal('').transform(() => undefined), schema]),
    z.nullable(schema),
  ).optional();

const MOST_PORT = 65_535;

/** One port or one range, as the dashboard's texts say; nothing stands for all. */
const ports = () => sentAs(anyPorts(), z.string().regex(PORTS));

/** A port, or a range of them. */
const PORT = '([1-9]\\d{0,3}|[1-5]\\d{4}|6[0-4]\\d{3}|65[0-4]\\d{2}|655[0-2]\\d|6553[0-5])';
const PORTS = new RegExp(`^(${PORT}(-${PORT})?)?$`);

const anyPorts = () =>
  z.preprocess(
    value => (typeof value === 'number' ? `${value}` : value === null ? '' : value),
    z
      .string()
      .trim()
      .transform(text => (text.toUpperCase() === 'ALL' ? '' : text.replaceAll(' ', '')))
      .refine(text => {
        if (text === '') return true;
        if (!/^\d{1,5}(-\d{1,5})?$/.test(text)) return false;
        const [from = 0, to = from] = text.split('-').map(Number);
        return from >= 1 && from <= to && to <= MOST_PORT;
      }, 'must be a port or a range of ports'),
  );

/** Who is meant, as the dashboard names them; the spelling of all but the first and the last on the wire is a guess. */
const PEERS = [
  'ALL',
  'ALL IPV4',
  'ALL IPV6',
  'PLATFORM INFRASTRUCTURE',
  'INTERNET (PUBLIC ACCESS)',
  'LOCAL NETWORK',
  'ENVIRONMENT NODES',
] as const;
/** Rules with it name the nodes by `relatedEnvName` and their layer. */
export const NODES_OF_ENVIRONMENT = 'ENVIRONMENT NODES';

const LONGEST = 2000;

const addressOrBlock = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()]);
const isAddressOrBlock = (text: string): boolean => addressOrBlock.safeParse(text).success;

/** A word for many, or addresses and CIDR blocks joined by commas. */
const peer = () =>
  sentAs(anyPeer(), z.union([z.enum(PEERS), z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6(), z.string().regex(ADDRESSES)]));

/** Addresses joined by commas. */
const ADDRESS =
  '(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)){3}(/(3[0-2]|[12]?\\d))?';
const ADDRESSES = new RegExp(`^${ADDRESS}(,${ADDRESS}){1,20}$`);

const anyPeer = () =>
  z
    .string()
    .trim()
    .max(LONGEST)
    .transform(text => PEERS.find(one => one === text.replaceAll('_', ' ').toUpperCase()) ?? text.replaceAll(' ', ''))
    .refine(text => PEERS.some(one => one === text) || text.split(',').every(isAddressOrBlock), 'must be addresses');

/** Priorities 1 and 65535 are those of the platform's own rules. */
export const PRIORITIES = { first: 1, last: MOST_PORT } as const;

const settings = {
  name: orNull(z.string().trim().max(100)),
  direction: orNull(direction()),
  protocol: orNull(word(protocols, { 'TCP/UDP': 'ALL', ANY: 'ALL' })),
  ports: ports().optional(),
  src: orNull(peer()),
  dst: orNull(peer()),
  priority: orNull(
    read.integer().pipe(
      z
        .int()
        .min(PRIORITIES.first + 1)
        .max(PRIORITIES.last - 1),
    ),
  ),
  action: orNull(word(actions, {})),
  isEnabled: orNull(read.flag()),
  relatedEnvName: orNull(z.string()),
  relatedSoftNodeGroup: orNull(z.string()),
  /** A public script sends this name instead. */
  relatedNodeGroup: client(orNull(z.string())),
  softNodeGroup: orNull(z.string()),
};

const MOST_RULES = 100;
/** A new rule has a name. */
const ruleAsked = z.object({ ...settings, name: z.string().regex(/^\S.{0,99}$/) });
const anyRule = z.object(settings).refine(({ name }) => name !== undefined, { path: ['name'], error: 'must be there' });
const newRule = sentAs(anyRule, ruleAsked);
const newRules = z.array(newRule).max(MOST_RULES);
/** A rule that was read and is sent back is still the same. */
const rulesToSet = z
  .array(sentAs(anyRule.safeExtend({ id: orNull(read.integer()) }), ruleAsked.extend({ id: orNull(read.integer()) })))
  .max(MOST_RULES);
const edited = z.object({ ...settings, id: read.integer() });
export type RuleSettings = z.output<typeof newRule>;

/** A rule as a public script saw one; what only the description has may be absent. */
export const shownRule = z.strictObject({
  id: observed(z.int()),
  name: observed(z.string()),
  protocol: observed(z.string()),
  ports: observed(z.string()),
  src: observed(z.string()),
  dst: observed(z.string()),
  priority: observed(z.int()),
  action: observed(z.enum(actions)),
  isEnabled: observed(z.boolean()),
  type: observed(z.string().optional()),
  direction: z.enum(directions).optional(),
  isInfra: z.boolean().optional(),
  relatedEnvName: z.string().optional(),
  relatedSoftNodeGroup: z.string().optional(),
  softNodeGroup: z.string().optional(),
});

const oneRule = z.strictObject({ ...ok, object: assumed(shownRule) });
const ruleList = z.strictObject({
  ...ok,
  className: observed(z.string().optional()),
  rules: observed(z.array(shownRule)),
});

nameSchemas({ NewRule: ruleAsked, EditedRule: edited, FirewallRule: shownRule, OneRule: oneRule, RuleList: ruleList });

const RULE =
  '{"direction":"INPUT","name":"Example","protocol":"TCP","ports":"8081","src":"ALL","priority":1080,"action":"ALLOW"}';
const group = { nodeGroup: given(z.string()) };
const OWN_NAME = 'hostdouble-{tag}';

/** environment.security: which connections the firewall of an environment's layers lets through. */
export const security = defineOperations(routes.security, {
  addRule: {
    summary: 'Adds a rule to a layer, else to that of the first node.',
    docs: docs.openapi,
    effect: 'write',
    rules: ['The first port of a range is not above the last one.'],
    query: named.extend({ ...group, rule: read.json(newRule) }),
    responses: { 200: oneRule },
    failures: ['notFound', 'quota'],
    example: { query: { envName: ENVIRONMENT, rule: RULE } },
    checkedWith: { query: { rule: { name: OWN_NAME } } },
    keeps: [{ read: 'security.getRules', at: '$.rules[*].id', of: '$.object.id' }],
  },
  addRules: {
    summary: 'Adds several rules to a layer.',
    docs: docs.openapi,
    effect: 'write',
    rules: ['The first port of a range is not above the last one.'],
    query: named.extend({ ...group, rules: read.json(newRules) }),
    responses: { 200: ruleList },
    failures: ['notFound', 'quota'],
    example: { query: { envName: ENVIRONMENT, rules: `[${RULE}]` } },
    checkedWith: { query: { rules: { 0: { name: OWN_NAME } } } },
    keeps: [{ read: 'security.getRules', at: '$.rules[*].id', of: '$.rules[*].id' }],
  },
  editRule: {
    summary: 'Changes what of a rule is sent; the rest stays.',
    docs: docs.openapi,
    effect: 'write',
    rules: ['The first port of a range is not above the last one.'],
    query: named.extend({ rule: read.json(edited) }),
    responses: { 200: oneRule },
    failures: ['notFound', 'quota'],
    example: { query: { envName: ENVIRONMENT, rule: '{"id":1,"name":"Example","action":"DENY"}' } },
    checkedWith: { query: { rule: { id: '{ruleId}', name: OWN_NAME } } },
  },
  setRules: {
    summary:
      'Puts these rules in place of all that a layer has, but for those of the platform. One that is sent with its id keeps it.',
    docs: docs.openapi,
    effect: 'write',
    rules: ['The first port of a range is not above the last one.'],
    query: named.extend({ ...group, rules: read.json(rulesToSet) }),
    responses: { 200: done },
    failures: ['notFound', 'quota'],
    example: { query: { envName: ENVIRONMENT, rules: `[${RULE},${RULE}]` } },
    checkedWith: {
      query: { rules: { 0: { id: '{ruleId}', name: OWN_NAME }, 1: { id: '{ruleIds}', name: OWN_NAME } } },
    },
  },
  setRuleEnabled: {
    summary: 'Turns a rule on or off.',
    docs: docs.openapi,
    effect: 'write',
    query: named.extend({ id: read.integer(), enabled: read.flag() }),
    responses: { 200: done },
    failures: ['notFound', 'quota'],
    example: { query: { envName: ENVIRONMENT, id: '1', enabled: 'false' } },
    checkedWith: { query: { id: '{ruleId}' } },
  },
  setFirewallEnabled: {
    summary: 'Turns the firewall of an environment on or off.',
    docs: docs.openapi,
    effect: 'write',
    query: named.extend({ enabled: read.flag() }),
    responses: { 200: done },
    failures: ['notFound', 'quota'],
    example: { query: { envName: ENVIRONMENT, enabled: 'true' } },
  },
  getRules: {
    summary: 'The rules of all layers or of one, in the order in which they hold.',
    docs: docs.openapi,
    effect: 'read',
    query: named.extend({ ...group, direction: given(direction()) }),
    responses: { 200: ruleList },
    failures: ['notFound'],
    example: { query: { envName: ENVIRONMENT } },
    alsoCalledWith: [{ query: { direction: 'OUTPUT' } }],
  },
  removeRule: {
    summary: 'Removes a rule.',
    docs: docs.openapi,
    effect: 'write',
    query: named.extend({ id: read.integer() }),
    responses: { 200: done },
    failures: ['notFound', 'quota'],
    example: { query: { envName: ENVIRONMENT, id: '1' } },
    checkedWith: { query: { id: '{ruleId}' } },
  },
  removeRules: {
    summary: 'Removes several rules, or none if one of them is not there.',
    docs: docs.openapi,
    effect: 'write',
    query: named.extend({ ids: ids() }),
    responses: { 200: done },
    failures: ['notFound', 'quota'],
    example: { query: { envName: ENVIRONMENT, ids: '[1]' } },
    checkedWith: { query: { ids: '{ruleIds}' } },
    sources: { ids: { read: 'security.getRules', at: '$.rules[*].id' } },
  },
});

defineResource(security, {
  create: 'addRule',
  ids: { ruleId: '$.object.id' },
  destroy: 'removeRule',
  destroyWith: { query: { id: '{ruleId}' } },
  gone: { read: 'getRules', at: '$.rules[*].id' },
});

defineResource(security, {
  create: 'addRules',
  ids: { ruleIds: '$.rules[0].id' },
  destroy: 'removeRules',
  destroyWith: { query: { ids: '{ruleIds}' } },
  gone: { read: 'getRules', at: '$.rules[*].id' },
});
