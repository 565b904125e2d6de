import { z } from 'zod';
import { isDeeper } from '../../../core/depth.js';
import { nameSchemas, sentAs } from '../../../core/document-marks.js';
import { assumed, client, observed } from '../../../core/evidence.js';
import { read } from '../../../core/wire.js';
import { given } from '../common.js';

/** Layers of an environment, which the API calls node groups: how they are shown, and what may be set of them. */

/** Name of a layer in the input. */
export const layerName = () => z.string().min(1).max(100);
/** A name for people. Empty, or left out, it takes the name away. */
export const displayName = () => given(z.string().max(250));

const delay = () => z.int().min(0).max(86_400);
const scalingModes = ['STATELESS', 'STATEFUL'] as const;

/** Settings that the platform itself knows, each with the values it has. */
const known = {
  isSLBAccessEnabled: z.boolean(),
  isSequentialDeploy: z.boolean(),
  redeployContainerDelay: delay(),
  redeployContextDelay: delay(),
  restartContainerDelay: delay(),
  restartNodeDelay: delay(),
  scalingMode: z.enum(scalingModes),
} as const;

/**
 * A layer. Beside its name, https://github.com/liip/jelapi reads whether its nodes may be reached from outside. Add-on
 * scripts keep settings of their own in it, under any name, and read them from here.
 */
export const nodeGroup = z
  .object({
    name: observed(z.string()),
    /** Left out where none was given. */
    displayName: z.string().optional(),
    deployments: observed(z.array(z.unknown()).optional()),
    features: observed(z.array(z.string()).optional()),
    isSLBAccessEnabled: client(known.isSLBAccessEnabled),
    isSequentialDeploy: observed(known.isSequentialDeploy.optional()),
    redeployContainerDelay: observed(z.int().optional()),
    redeployContextDelay: observed(z.int().optional()),
    restartContainerDelay: observed(z.int().optional()),
    restartNodeDelay: observed(z.int().optional()),
    scalingMode: observed(z.string().optional()),
    templateType: observed(z.string().optional()),
    vType: observed(z.string().optional()),
  })
  .catchall(client(z.unknown()));

nameSchemas({ NodeGroup: nodeGroup });

const orNull = <S extends z.core.$ZodType>(schema: S) =>
  given(z.nullable(schema)).transform((value): z.output<S> | undefined => value ?? undefined);

/** What the JSON of a new layer may set of these, a line in the settings of `nodes`. */
export const newLayerSettings = {
  isSLBAccessEnabled: orNull(known.isSLBAccessEnabled),
  isSequentialDeploy: orNull(known.isSequentialDeploy),
  redeployContainerDelay: orNull(known.redeployContainerDelay),
  redeployContextDelay: orNull(known.redeployContextDelay),
  restartContainerDelay: orNull(known.restartContainerDelay),
  restartNodeDelay: orNull(known.restartNodeDelay),
  scalingMode: orNull(known.scalingMode),
};

/** No source says how much a layer may keep; the bounds are ours, far above what any add-on keeps. */
const [MOST_TEXT, MOST_KEYS, MOST_DEEP] = [64_000, 100, 20];

/** JSON as text: an object of no great size or depth. */
export const jsonObject = <S extends z.core.$ZodType>(schema: S) =>
  sentAs(
    z
      .string()
      .max(MOST_TEXT)
      .refine(text => !isDeeper(text, MOST_DEEP), 'is nested too deep')
      .pipe(read.json(schema)),
    read.json(schema),
  );

const nullable = <S extends z.core.$ZodType>(schema: S) => z.optional(z.nullable(schema));

/** Settings of a layer as one object. A null takes a setting back; names that the platform does not know are kept as they are. */
export const layerData = jsonObject(
  z
    .object({
      displayName: nullable(z.string().max(250)),
      isSLBAccessEnabled: nullable(known.isSLBAccessEnabled),
      isSequentialDeploy: nullable(known.isSequentialDeploy),
      redeployContainerDelay: nullable(known.redeployContainerDelay),
      redeployContextDelay: nullable(known.redeployContextDelay),
      restartContainerDelay: nullable(known.restartContainerDelay),
      restartNodeDelay: nullable(known.restartNodeDelay),
      scalingMode: nullable(known.scalingMode),
    })
    .catchall(sentAs(z.json(), z.unknown()))
    .refine(settings => Object.keys(settings).length <= MOST_KEYS, 'has too many members'),
);

/** Options of a layer for those who read licences from it; their names are in no document. */
export const layerOptions = jsonObject(assumed(z.record(z.string().max(100), sentAs(z.json(), z.unknown()))));

/** Passwords that a call sets; without one the platform makes one up. */
export const newPassword = given(z.string().max(256));
