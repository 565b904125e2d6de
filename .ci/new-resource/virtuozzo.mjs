export const style = {
  owner: 'uid',
  inQuery: true,
  inNamespace: true,
  common: ['done', 'ok'],
  replies: ({ shown }) => ({
    one: `z.strictObject({ ...ok, object: ${shown} })`,
    several: `z.strictObject({ ...ok, array: z.array(${shown}) })`,
    gone: 'done',
  }),
  bodies: () => ({
    one: view => `{ result: 0, object: ${view} }`,
    several: views => `{ result: 0, array: ${views} }`,
    gone: '{ result: 0 }',
  }),
  at: () => ({ one: '$.object', several: '$.array[*]' }),
  routes: ({ resource }) => {
    const service = `${resource.replaceAll('-', '')}/rest`;
    return {
      list: `GET /${service}/list`,
      create: `GET /${service}/create`,
      show: `GET /${service}/show`,
      delete: `GET /${service}/delete`,
    };
  },
};
