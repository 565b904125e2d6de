import { type FlaggedCall, givenFor } from '../contract-options.js';
import { ruleLine, speaking, tell, type VerbOptions } from './verb.js';

type Options = VerbOptions & { readonly clear?: boolean } & Readonly<Record<string, unknown>>;

/** Adds a rule about an operation, forgets all rules, or lists those there are: faults and overrides alike. */
export const rules = (added: FlaggedCall, operation: string | undefined, options: Options): Promise<void> =>
  speaking(options, async ({ call, params }) => {
    const { group } = added;
    const given = await givenFor(added, options);
    if (options.clear) {
      await call(group, 'clear', { params });
      return tell(options, { cleared: group }, () => [`forgot all ${group}`]);
    }
    if (operation !== undefined || Object.keys(given).length > 0) {
      const body = { ...given, ...(operation !== undefined && { operation }) };
      return tell(options, await call(group, added.name, { params, body }), rule => [ruleLine(rule)]);
    }
    tell(options, await call(group, 'list', { params }), listed => Object.values(Object(listed)).flat().map(ruleLine));
  });
