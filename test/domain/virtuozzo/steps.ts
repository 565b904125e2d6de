import fc from 'fast-check';
import type { Input } from '../../scenarios/virtuozzo/caller.js';
import type { Platform } from './platform.js';

const UID = 5886;

/** One thing that happens to a platform. */
export type Step =
  | { readonly does: 'call'; readonly method: string; readonly input: Input }
  | { readonly does: 'wait'; readonly by: number }
  | { readonly does: 'restart' };

const call = (method: string, input: Input): Step => ({ does: 'call', method, input });
const name = fc.constantFrom('env-one', 'env-two', 'env-three');
const cloudlets = fc.tuple(fc.nat(12), fc.integer({ min: 1, max: 40 })).map(([fixed, more]) => ({
  fixedCloudlets: fixed,
  flexibleCloudlets: fixed + more,
}));
const layer = fc
  .tuple(fc.constantFrom('nodejs', 'nginx', 'mysql', 'redis'), fc.integer({ min: 1, max: 3 }), cloudlets, fc.boolean())
  .map(([nodeType, count, sizes, extip]) => ({ nodeType, count, ...sizes, extip }));
const layers = fc.uniqueArray(layer, { minLength: 1, maxLength: 3, selector: ({ nodeType }) => nodeType });
const control = (verb: string) => name.map(envName => call(`environment/control/${verb}`, { envName }));
const money = fc.integer({ min: 1, max: 4000 }).map(cents => cents / 100);

/** Anything that a client or an operator may do, and time that passes. */
export const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .integer({ min: 1, max: 40 * 24 * 3600 })
      .map(seconds => ({ does: 'wait', by: seconds * 1000 }) as const),
  },
  {
    weight: 3,
    arbitrary: fc.integer({ min: 1, max: 3 * 3600 }).map(seconds => ({ does: 'wait', by: seconds * 1000 }) as const),
  },
  {
    weight: 4,
    arbitrary: fc
      .tuple(name, layers, fc.boolean())
      .map(([shortdomain, nodes, sslstate]) =>
        call('environment/control/createenvironment', { env: { shortdomain, sslstate }, nodes }),
      ),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(name, layers)
      .map(([envName, nodes]) => call('environment/control/changetopology', { envName, nodes })),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(name, name)
      .map(([srcEnvName, dstEnvName]) => call('environment/control/cloneenv', { srcEnvName, dstEnvName })),
  },
  {
    weight: 1,
    arbitrary: fc.oneof(control('startenv'), control('stopenv'), control('sleepenv'), control('deleteenv')),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(name, cloudlets)
      .map(([envName, sizes]) =>
        call('environment/control/setcloudletscount', { envName, nodeType: 'nodejs', ...sizes }),
      ),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(name, fc.nat(4), fc.constantFrom('ipv4', 'ipv6'))
      .map(([envName, count, type]) =>
        call('environment/binder/setextipcount', { envName, count, type, nodeGroup: 'cp' }),
      ),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(money, fc.boolean(), fc.constantFrom('fundaccount', 'fundaccount', 'unfundaccount'))
      .map(([amount, isBonus, verb]) => call(`billing/account/${verb}`, { uid: UID, amount, isBonus })),
  },
  {
    weight: 1,
    arbitrary: money.map(amount =>
      call('billing/account/chargeaccountbyuid', { uid: UID, amount, description: 'Domain' }),
    ),
  },
  { weight: 1, arbitrary: fc.constant({ does: 'restart' } as const) },
);

/** Does one of them. */
export function take(platform: Platform, taken: Step): void {
  if (taken.does === 'wait') platform.advance(taken.by);
  else if (taken.does === 'restart') platform.restart();
  else platform.call(taken.method, taken.input);
}
