import { z } from 'zod';
import { routesOf } from '../../contracts/core/route.js';
import { overridesFile } from '../control/override-set.js';
import { editorSchema, seedJsonSchema } from '../seeds/seed-json-schema.js';
import { settingTexts } from './setting-texts.js';
import { serveSettings } from './settings.js';
import { vendorsFrom } from './vendors.js';

/** The JSON Schemas that the package has, by the name of their file. The build writes them; editors read them. */
export const jsonSchemas: Readonly<Record<string, () => Promise<object>>> = {
  'config.json': async () => {
    const texts: Readonly<Record<string, string>> = settingTexts;
    const described = Object.entries(serveSettings.shape).map(([name, schema]) => [
      name,
      schema.describe(texts[name] ?? ''),
    ]);
    const config = z
      .strictObject({
        $schema: z.string().optional().describe('The JSON Schema of this file, for editors.'),
        ...Object.fromEntries(described),
      })
      .meta({
        title: 'Settings of hostdouble',
        description: 'hostdouble.config.json, .jsonc, .yaml or .yml in the folder where hostdouble is started.',
      });
    return z.toJSONSchema(config, editorSchema);
  },
  'overrides.json': async () => z.toJSONSchema(overridesFile, editorSchema),
  'seed.json': async () => {
    const { names, load } = await vendorsFrom([]);
    const ids = names.map(async name => {
      const { contract } = await load(name);
      return [name, routesOf(contract.routes).map(({ id }) => id)] as const;
    });
    return seedJsonSchema(Object.fromEntries(await Promise.all(ids)));
  },
};
