import { always, type Refusal } from '../../core/failure.js';
import { ANSWERS, STATES } from './docs.js';

/** This vendor's own sentences. `as` is the HTTP status where it is another than the kind's. */
const documented = { evidence: 'documented', docs: ANSWERS } as const;
const assumed = { evidence: 'assumed', docs: ANSWERS } as const;

/** A client's tests, with answers as its author saw them, or made them up. */
const CLIENT_TESTS = 'https://github.com/noiehoie/gpucall/blob/main/tests/test_providers.py';

interface Machine {
  readonly id: number;
  readonly name: string;
}

export const refusals = {
  funds: always({
    kind: 'funds',
    text: 'Insufficient balance to create the resource',
    ...documented,
  }),
  /** The only answer of this API that is 402. */
  fundsForAddress: always({
    kind: 'funds',
    as: 402,
    text: 'Insufficient balance to create the resource',
    ...documented,
  }),
  stock: {
    kind: 'stock',
    text: model => `Not Enough Stock of ${model}. Unable to launch virtual-machines.`,
    evidence: 'client',
    docs: CLIENT_TESTS,
  } satisfies Refusal<string>,
  quota: {
    kind: 'quota',
    text: ({ name, most }) => `The environment ${name} can hold at most ${most} virtual-machines`,
    ...assumed,
  } satisfies Refusal<{ name: string; most: number }>,
  notEmpty: {
    kind: 'notEmpty',
    text: ({ machines, volumes, firewalls, keypairs }) =>
      `Sorry but this request cannot be fulfilled because the environment contains ${machines} virtual-machines, ${volumes} volumes, ${firewalls} firewalls & ${keypairs} key pairs in it. Please delete these before deleting the environment`,
    ...documented,
  } satisfies Refusal<{
    machines: number;
    volumes: number;
    firewalls: number;
    keypairs: number;
  }>,
  nameTaken: {
    kind: 'exists',
    text: thing => `${thing} with this name already exists`,
    ...assumed,
  } satisfies Refusal<string>,

  noEnvironment: {
    kind: 'notFound',
    text: name => `Environment ${name} does not exist`,
    ...assumed,
  } satisfies Refusal<string>,
  noRegion: {
    kind: 'notFound',
    text: name => `Region ${name} does not exist`,
    ...assumed,
  } satisfies Refusal<string>,
  noKeypair: {
    kind: 'notFound',
    text: name => `Keypair ${name} does not exist`,
    ...assumed,
  } satisfies Refusal<string>,
  noFlavor: always({
    kind: 'notFound',
    text: 'flavor not found',
    evidence: 'client',
    docs: CLIENT_TESTS,
  }),
  noImage: always({
    kind: 'notFound',
    as: 400,
    text: 'Image does not exist',
    evidence: 'client',
    docs: CLIENT_TESTS,
  }),
  noBootVolume: {
    kind: 'notFound',
    text: name => `Volume ${name} does not exist`,
    evidence: 'client',
    docs: 'https://github.com/sagemathinc/cocalc/blob/master/src/packages/server/compute/cloud/hyperstack/index.ts',
  } satisfies Refusal<string>,
  noSource: always({
    kind: 'conflict',
    text: 'Either image_name or volume_name is required',
    ...assumed,
  }),
  badKey: always({ kind: 'conflict', text: 'Invalid public key', ...assumed }),

  beingCreated: {
    kind: 'conflict',
    text: ({ name }) =>
      `VM ${name} is currently being created and cannot be deleted yet. Please wait until the creation process is finished before attempting deletion.`,
    ...documented,
  } satisfies Refusal<Machine>,
  stillHibernating: always({
    kind: 'conflict',
    text: 'The VM hibernation process is still going on. Please try later.',
    ...documented,
  }),
  wrongState: {
    kind: 'conflict',
    text: ({ name, status, wanted }) => `VM ${name} is in ${status} state. It must be in ${wanted} state.`,
    evidence: 'assumed',
    docs: STATES,
  } satisfies Refusal<{ name: string; status: string; wanted: string }>,
  cannotHibernate: {
    kind: 'conflict',
    text: flavor => `Hibernation is not supported for the flavor ${flavor}`,
    evidence: 'assumed',
    docs: 'https://docs.hyperstack.cloud/docs/api-reference/hibernate-vm/',
  } satisfies Refusal<string>,
  cannotBootFromVolume: {
    kind: 'conflict',
    text: flavor => `Booting from a volume is not supported for the flavor ${flavor}`,
    evidence: 'assumed',
    docs: 'https://infrahub-doc.nexgencloud.com/docs/hardware/flavor-labels',
  } satisfies Refusal<string>,
  noResize: always({
    kind: 'conflict',
    text: 'This feature is currently disabled',
    ...documented,
  }),
  addressAttached: {
    kind: 'conflict',
    text: ({ name }) => `VM ${name} already has a Public IP.`,
    ...assumed,
  } satisfies Refusal<Machine>,
  addressMissing: {
    kind: 'conflict',
    text: ({ name }) => `VM ${name} has no Public IP.`,
    ...assumed,
  } satisfies Refusal<Machine>,

  volumesAttached: always({
    kind: 'conflict',
    text: 'There are already attached Volumes',
    ...documented,
  }),
  volumesNotAttached: always({
    kind: 'conflict',
    text: 'Some volumes are not attached with the given VM.',
    ...documented,
  }),
  volumeInUse: {
    kind: 'conflict',
    text: name => `The Volume is currently attached to vm "${name}". Please detach it before deleting the volume.`,
    ...documented,
  } satisfies Refusal<string>,
  volumeBusy: {
    kind: 'conflict',
    text: ({ name, status }) => `Volume ${name} is in ${status} state`,
    ...assumed,
  } satisfies Refusal<{ name: string; status: string }>,
  volumeElsewhere: {
    kind: 'conflict',
    text: name => `Volume ${name} is not in the environment of the VM`,
    ...assumed,
  } satisfies Refusal<string>,
  volumeProtected: {
    kind: 'conflict',
    text: name => `Volume ${name} is protected and cannot be detached`,
    ...assumed,
  } satisfies Refusal<string>,
  tooManyVolumes: always({
    kind: 'conflict',
    text: 'A VM can have at most 10 volumes',
    ...assumed,
  }),
  noVolumeType: {
    kind: 'conflict',
    text: type => `Volume type ${type} does not exist`,
    ...assumed,
  } satisfies Refusal<string>,
  smallBootVolume: always({
    kind: 'conflict',
    text: 'The size of a bootable volume must be at least 100 GB',
    ...assumed,
  }),

  noResourceType: {
    kind: 'conflict',
    text: type => `Resource type ${type} is not supported`,
    ...assumed,
  } satisfies Refusal<string>,
  backwards: always({
    kind: 'conflict',
    text: "'start_date' must not be after 'end_date'",
    ...assumed,
  }),
} as const;
