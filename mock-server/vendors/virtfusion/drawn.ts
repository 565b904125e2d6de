import { z } from 'zod';
import type { Caller } from '../../domain/credentials.js';
import type { VirtFusionCloud } from './cloud.js';

/**
 * What was set down for draws: by `entity.field` while it waits, by `entity/id/field` when it was taken. Made when a
 * snapshot is read and no sooner.
 */
const setDown = () =>
  z.looseObject({
    pins: z.array(z.tuple([z.string(), z.array(z.unknown())])),
    pinned: z.array(z.tuple([z.string(), z.unknown()])),
  });

/** Says which texts set down for draws are not of the form that is drawn otherwise. `forms` is by `entity.field`. */
export function* misshapen(cloud: VirtFusionCloud, forms: Readonly<Record<string, RegExp>>): Generator<string> {
  const { pins, pinned } = setDown().parse(cloud.random.save());
  const texts = [
    ...pins.flatMap(([name, values]) => values.map(value => [name, value] as const)),
    ...pinned.map(([key, value]) => [key.replace(/\/.*\//, '.'), value] as const),
  ];
  for (const [name, value] of texts)
    if (typeof value === 'string' && forms[name]?.test(value) === false)
      yield `what was set down for ${name} is no such text`;
}

/**
 * The id under which the tokens of a link are drawn. It follows from the credential that asks for the link, too: worlds of
 * one seed would give out the same tokens else, and who opens a link in a browser carries nothing that tells them apart.
 */
export const linkTo = ({ random }: VirtFusionCloud, { credential }: Caller, id: string | number): string =>
  `${id}/${random.bits({ entity: 'credential', id: credential.value, field: 'links' })}`;
