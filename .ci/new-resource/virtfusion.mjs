export const style = {
  owner: undefined,
  common: ['data'],
  replies: ({ shown }) => ({ one: `data(${shown})`, several: `data(z.array(${shown}))`, gone: 'z.strictObject({})' }),
  bodies: () => ({ one: view => `{ data: ${view} }`, several: views => `{ data: ${views} }`, gone: '{}' }),
  at: () => ({ one: '$.data', several: '$.data[*]' }),
};
