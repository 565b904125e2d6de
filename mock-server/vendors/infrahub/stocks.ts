import type { stocks as operations } from '../../../contracts/vendors/infrahub/stocks.js';
import type { Handlers } from '../../calls/handler.js';
import { wholeSteps } from '../../domain/money.js';
import { allRegions } from './catalogue.js';
import type { InfrahubCloud } from './cloud.js';

const STEPS = [200, 100, 25, 10] as const;

/** Exact below ten, then in steps. */
const available = (free: number): string => {
  const step = STEPS.find(least => free >= least);
  return step === undefined ? `${free}` : `${step}+`;
};

export const stockView = (model: string, free: number) => ({
  model,
  available: available(free),
  planned_7_days: '0',
  planned_30_days: '0',
  planned_100_days: '0',
  configurations: {
    '1x': free,
    '2x': wholeSteps(free, 2),
    '4x': wholeSteps(free, 4),
    '8x': wholeSteps(free, 8),
    '10x': wholeSteps(free, 10),
  },
});

export const handlers = {
  list({ cloud }) {
    const models = (region: string) =>
      Object.keys(cloud.settings.gpus)
        .filter(key => key.startsWith(`${region}/`))
        .map(key => key.slice(region.length + 1))
        .map(model => stockView(model, cloud.freeGpus(region, model)));
    return {
      status: 200,
      body: {
        stocks: allRegions.map(({ name }) => ({ region: name, 'stock-type': 'GPU', models: models(name) })),
      },
    };
  },
} satisfies Handlers<typeof operations, InfrahubCloud>;
