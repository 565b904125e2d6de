export const style = {
  owner: 'org',
  common: ['done', 'enveloped'],
  idOf: ({ one }) => `${one.replaceAll(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)}_id`,
  replies: ({ one, several, shown }) => ({
    one: `enveloped({ ${one}: ${shown} })`,
    several: `enveloped({ ${several}: z.array(${shown}) })`,
    gone: 'done',
  }),
  bodies: ({ one, several }) => ({
    one: view => `{ status: true, message: 'Success', ${one}: ${view} }`,
    several: views => `{ status: true, message: 'Getting ${several} successful', ${several}: ${views} }`,
    gone: `{ status: true, message: 'Success' }`,
  }),
  routes: ({ resource }) => ({
    list: `GET /core/${resource}`,
    create: `POST /core/${resource}`,
    show: `GET /core/${resource}/{id}`,
    delete: `DELETE /core/${resource}/{id}`,
  }),
};
