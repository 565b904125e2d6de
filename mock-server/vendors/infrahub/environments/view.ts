import type { z } from 'zod';
import type { shownEnvironment } from '../../../../contracts/vendors/infrahub/environments.js';
import { featuresOf, timeText } from '../common.js';
import type { Environment } from './record.js';

export const environmentView = (environment: Environment): z.output<typeof shownEnvironment> => ({
  id: environment.id,
  name: environment.name,
  region: environment.region,
  created_at: timeText(environment.createdAt),
  features: featuresOf(environment),
});
