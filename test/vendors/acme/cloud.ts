import {
  Cloud,
  type CloudInit,
  type CredentialsFrom,
  Failure,
  type Instant,
  type IssueCredentials,
  type Jobs,
  Random,
  takeIssued,
} from 'hostdouble';
import { z } from 'zod';
import { sizes } from './contract.js';

declare module 'hostdouble' {
  interface VendorCredentials {
    readonly acme: CredentialsFrom<typeof issue>;
  }
}

const record = z.strictObject({
  id: z.int().min(1),
  name: z.string(),
  size: z.enum(sizes),
  isRunning: z.boolean(),
  madeAt: z.int(),
});
export type Box = Readonly<z.output<typeof record>>;

const terms = z.strictObject({ hourly: z.number().min(0) });
const prices: Readonly<Record<Box['size'], number>> = { small: 0.01, large: 0.04 };

const SECOND = 1000;
const HOUR = 3600 * SECOND;
const BUILDING = 2 * SECOND;

/** What is true behind the API. All that it keeps stands in parts, so that a snapshot holds it and a failed call undoes it. */
export class AcmeCloud extends Cloud {
  readonly boxes = this.collection<Box>('box', { schema: async () => record, key: ({ name }) => name });
  readonly charges = this.meter<z.output<typeof terms>>('charges', async () => terms);

  build(name: string, size: Box['size']): Box {
    if (this.boxes.keyed(name) !== undefined) throw new Failure('exists', { text: `There is a box "${name}" already` });
    const box = this.boxes.add({ id: this.nextId('box'), name, size, isRunning: false, madeAt: this.now });
    this.charges.charge(box.id, this.now, { hourly: prices[size] });
    this.agenda.enter(this.now + BUILDING, 'boxBuilt', box.id);
    return box;
  }

  destroy(id: number): void {
    if (!this.boxes.need(id).isRunning) throw new Failure('locked', { text: 'The box is being built' });
    this.charges.stop(id, this.now);
    this.boxes.remove(id);
  }

  /** Dollars that a box has cost. */
  spent({ id, madeAt }: Box): number {
    const hours = (from: Instant, to: Instant): number => (to - from) / HOUR;
    const slices = this.charges.slices(id, madeAt, this.now);
    return slices.reduce((sum, { from, to, terms: { hourly } }) => sum + hours(from, to) * hourly, 0);
  }
}

/** What answers the clock. */
export const jobs: Jobs<AcmeCloud> = {
  boxBuilt: {
    has: (cloud, subject) => cloud.boxes.get(Number(subject)) !== undefined,
    run: (cloud, subject) => cloud.boxes.update(Number(subject), { isRunning: true }),
    fails: {
      operations: ['boxes.create'],
      operation: () => 'boxes.create',
      run(cloud, subject, text) {
        if (text === 'not even that') throw new Error(text);
        cloud.charges.stop(Number(subject), cloud.now);
        cloud.boxes.remove(Number(subject));
      },
    },
  },
};

/** The credentials of each world: fixed for `default`, drawn for any other, and one for each way to be refused. */
export const issue = ((world, seed) => {
  const random = new Random(seed);
  return (['valid', 'expired', 'revoked', 'readonly'] as const).map(way => ({
    way,
    name: 'token' as const,
    value:
      way === 'valid' && world === 'default'
        ? 'acme-test-token'
        : `acme-${random.hex({ entity: 'token', id: world, field: way }, 24)}`,
    scheme: 'token',
  }));
}) satisfies IssueCredentials;

export function createCloud(init: CloudInit): AcmeCloud {
  const cloud = new AcmeCloud(init.seed, init.start);
  takeIssued(cloud, init, () => 1);
  return cloud;
}
