// The modules of a new resource, as text; biome formats them afterwards.
import { existsSync } from 'node:fs';

/** How a vendor writes what is not its own; a file of the vendor's name beside this one says otherwise. */
const plain = {
  /** Member of a record by which it belongs to its caller; undefined where all belongs to all. */
  owner: 'owner',
  /** Whether input travels in the query rather than in paths and bodies. */
  inQuery: false,
  /** Whether each path begins with a namespace, which the module's folder names. */
  inNamespace: false,
  /** What the schemas take from the vendor's common.ts. */
  common: [],
  idOf: ({ one }) => `${one}Id`,
  replies: ({ one, several, shown }) => ({
    one: `z.strictObject({ ${one}: ${shown} })`,
    several: `z.strictObject({ ${several}: z.array(${shown}) })`,
    gone: 'z.strictObject({})',
  }),
  bodies: ({ one, several }) => ({
    one: view => `{ ${one}: ${view} }`,
    several: views => `{ ${several}: ${views} }`,
    gone: '{}',
  }),
  /** Where an answer has the thing, and where each of several. */
  at: ({ one, several }) => ({ one: `$.${one}`, several: `$.${several}[*]` }),
  routes: ({ resource }) => ({
    list: `GET /${resource}`,
    create: `POST /${resource}`,
    show: `GET /${resource}/{id}`,
    delete: `DELETE /${resource}/{id}`,
  }),
};

export async function styleOf(vendor) {
  const own = `./${vendor}.mjs`;
  return { ...plain, ...(existsSync(new URL(own, import.meta.url)) && (await import(own)).style) };
}

const when = (condition, text) => (condition ? text() : '');
/** Where an operation takes the id from, and by which name. */
const partOf = ({ param }) => (param === undefined ? 'query' : 'params');
const nameOf = ({ param }, { id }) => param ?? id;

export function contractModule(words, operations, style, { core, common, docs, withJobs }) {
  const { group, one, several, type } = words;
  const shown = `shown${type}`;
  const replies = style.replies({ one, several, shown });
  const at = style.at(words);
  const { list, create, show, delete: gone } = operations;
  const input = operation => {
    const name = nameOf(operation, words);
    const found = when(list, () => `sources: { ${name}: { read: '${group}.${list.name}', at: '${at.several}.id' } },`);
    return `${partOf(operation)}: z.object({ ${name}: read.integer() }),
    responses: { 200: ${operation === gone ? replies.gone : replies.one} }, failures: ['notFound'],
    example: { ${partOf(operation)}: { ${name}: '1' } }, ${found}`;
  };
  const created = style.inQuery ? 'query' : 'body';
  const members = `id: z.int(), name: z.string()${when(withJobs, () => `, status: z.enum(['CREATING', 'ACTIVE'])`)}`;
  const text = `import { z } from 'zod';
import { defineOperations } from '${core}/operation.js';
import { defineResource } from '${core}/resource.js';
import { read } from '${core}/wire.js';
${when(style.common.length > 0, () => `import { ${style.common.join(', ')} } from '${common}/common.js';`)}
import { routes } from '${common}/routes.js';

// To be written: the members as the vendor's pages print them, the page of each operation, and what else it refuses.
const docs = '${docs}';

export const ${shown} = z.strictObject({ ${members} });

export const ${group} = defineOperations(routes.${group}, {
  ${when(list, () => `${list.name}: { summary: 'All ${several}', docs, effect: 'read', responses: { 200: ${replies.several} } },`)}
  ${when(
    create,
    () => `${create.name}: {
    summary: 'Create a ${one}', docs, effect: 'write',
    ${created}: z.object({ name: z.string().min(1).max(255) }),
    responses: { 200: ${replies.one} },
    example: { ${created}: { name: 'example' } },
    checkedWith: { ${created}: { name: 'hostdouble-{tag}' } },
  },`,
  )}
  ${when(show, () => `${show.name}: { summary: 'One ${one}', docs, effect: 'read', ${input(show)} },`)}
  ${when(gone, () => `${gone.name}: { summary: 'Delete a ${one}', docs, effect: 'destroy', ${input(gone)} },`)}
});
${when(
  create && gone && (show || list),
  () => `
defineResource(${group}, {
  create: '${create.name}',
  ids: { ${gone.param === 'id' ? words.id : nameOf(gone, words)}: '${at.one}.id' },
  ${when(withJobs && show, () => `ready: { read: '${show.name}', at: '${at.one}.status', is: ['ACTIVE'] },`)}
  destroy: '${gone.name}',
  gone: ${show ? `{ read: '${show.name}' }` : `{ read: '${list.name}', at: '${at.several}.id' }`},
});`,
)}
`;
  // What is left out inside of an object leaves an empty line.
  return text.replaceAll(/\n\s*\n(?= +\S)/g, '\n');
}

export function recordModule(words, { owner }, withJobs) {
  const { one, type } = words;
  const members = `id: z.int().min(1), ${when(owner, () => `${owner}: z.int().min(1),`)} name: z.string().min(1).max(255)`;
  return `import { z } from 'zod';

export const ${one} = z
  .strictObject({ ${members}${when(withJobs, () => ', isReady: z.boolean()')} })
  .readonly();
export type ${type} = z.output<typeof ${one}>;
`;
}

/** `record` is the record's own text, to stand before the rest, or the lines that import it. */
export function handlersModule(
  words,
  operations,
  style,
  { contract, calls, domain, cloudFile, cloudClass, record, withJobs },
) {
  const { group, one, several, type } = words;
  const { owner } = style;
  const bodies = style.bodies(words);
  const { list, create, show, delete: gone } = operations;
  const caller = when(owner, () => ', caller');
  const input = operation => `${partOf(operation)}.${nameOf(operation, words)}`;
  const own = operation =>
    owner ? `own(cloud, ${input(operation)}, caller.holder)` : `cloud.${several}.need(${input(operation)})`;
  const created = style.inQuery ? 'query' : 'body';
  const cloud = withJobs ? cloudClass : `${type}Cloud`;
  const collection = [...(withJobs ? [] : ['type Collection']), ...(owner && (show || gone) ? ['Missing'] : [])];
  const [recordImports, recordText] = record.split(/\n\n([\s\S]*)/);
  return `${recordImports}
import type { ${group} as operations, shown${type} } from '${contract}';
import type { Handlers } from '${calls}/handler.js';
${when(!withJobs, () => `import type { Cloud } from '${domain}/cloud.js';`)}
${collection.length > 0 ? `import { ${collection.join(', ')} } from '${domain}/collection.js';` : ''}
${when(withJobs, () => `import type { ${cloudClass} } from '${cloudFile}';`)}

${recordText ?? ''}
${when(
  !withJobs,
  () => `/** What of a cloud these calls have to do with. The class itself imports the record above. */
type ${cloud} = Cloud & { readonly ${several}: Collection<${type}> };`,
)}

const ${one}View = (${one}: ${type}): z.output<typeof shown${type}> => ({
  id: ${one}.id,
  name: ${one}.name,
  ${when(withJobs, () => `status: ${one}.isReady ? 'ACTIVE' : 'CREATING',`)}
});
${when(
  owner && (show || gone),
  () => `
/** One of the caller's; another's is missing. */
function own(cloud: ${cloud}, id: number, ${owner}: number): ${type} {
  const ${one} = cloud.${several}.need(id);
  if (${one}.${owner} !== ${owner}) throw new Missing(cloud.${several}.resource, id);
  return ${one};
}
`,
)}
export const handlers = {
  ${when(
    list,
    () => `${list.name}({ cloud${caller} }) {
    const found = cloud.${several}.${owner ? `filter(({ ${owner} }) => ${owner} === caller.holder)` : 'all()'};
    return { status: 200, body: ${bodies.several(`found.map(${one}View)`)} };
  },`,
  )}
  ${when(
    create,
    () => `
  ${create.name}({ ${created}, cloud${caller} }) {
    const ${one} = cloud.${several}.add({
      id: cloud.nextId('${one}'),
      ${when(owner, () => `${owner}: caller.holder,`)}
      name: ${created}.name,
      ${when(withJobs, () => 'isReady: false,')}
    });
    ${when(withJobs, () => `cloud.agenda.enter(cloud.now + 5000, '${one}Ready', \`${one}:\${${one}.id}\`);`)}
    return { status: 200, body: ${bodies.one(`${one}View(${one})`)} };
  },`,
  )}
  ${when(
    show,
    () => `
  ${show.name}({ ${partOf(show)}, cloud${caller} }) {
    return { status: 200, body: ${bodies.one(`${one}View(${own(show)})`)} };
  },`,
  )}
  ${when(
    gone,
    () => `
  ${gone.name}({ ${partOf(gone)}, cloud${caller} }) {
    const { id } = ${own(gone)};
    cloud.${several}.remove(id);
    ${when(withJobs, () => `cloud.agenda.cancel(\`${one}:\${id}\`);`)}
    return { status: 200, body: ${bodies.gone} };
  },`,
  )}
} satisfies Handlers<typeof operations, ${cloud}>;
`;
}

export function jobsModule({ one, several }, { domain, cloudFile, cloudClass }) {
  return `import type { Jobs } from '${domain}/cloud.js';
import type { ${cloudClass} } from '${cloudFile}';

const idOf = (subject: string): number => Number(subject.slice('${one}:'.length));

/** What happens to ${several} by itself. */
export const ${one}Jobs: Jobs<${cloudClass}> = {
  ${one}Ready: {
    has: (cloud, subject) => cloud.${several}.get(idOf(subject)) !== undefined,
    run: (cloud, subject) => cloud.${several}.update(idOf(subject), { isReady: true }),
  },
};
`;
}
