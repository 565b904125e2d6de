import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { serverOptions } from '../../mock-server/options.js';
import { restsOf, stageNamed } from './dockerfile.js';
import { secondsToEnd, settingsOf, textOf } from './settings-of.js';

const folder = '.deploy/kubernetes';
const labels = z.record(z.string(), z.string());
const probe = z.looseObject({ httpGet: z.strictObject({ path: z.string(), port: z.literal('http') }) });
const secret = z.strictObject({ name: z.string(), key: z.string() });

const { resources, images, configMapGenerator } = z
  .looseObject({
    resources: z.array(z.string()),
    images: z.array(z.looseObject({ name: z.string() })),
    configMapGenerator: z.array(z.strictObject({ name: z.string(), literals: z.array(z.string()) })),
  })
  .parse(parse(textOf(`${folder}/kustomization.yaml`)));

const { spec: deployment } = z
  .looseObject({
    spec: z.looseObject({
      replicas: z.number(),
      selector: z.strictObject({ matchLabels: labels }),
      template: z.strictObject({
        metadata: z.strictObject({ labels }),
        spec: z.looseObject({
          enableServiceLinks: z.boolean(),
          terminationGracePeriodSeconds: z.number(),
          securityContext: z.looseObject({
            runAsNonRoot: z.literal(true),
            runAsUser: z.number(),
            runAsGroup: z.number(),
          }),
          containers: z.tuple([
            z.looseObject({
              image: z.string(),
              ports: z.tuple([z.strictObject({ name: z.literal('http'), containerPort: z.number() })]),
              envFrom: z.tuple([z.strictObject({ configMapRef: z.strictObject({ name: z.string() }) })]),
              env: z.array(z.strictObject({ name: z.string(), valueFrom: z.strictObject({ secretKeyRef: secret }) })),
              startupProbe: probe,
              livenessProbe: probe,
              readinessProbe: probe,
              securityContext: z.looseObject({
                readOnlyRootFilesystem: z.literal(true),
                allowPrivilegeEscalation: z.literal(false),
              }),
              volumeMounts: z.array(z.strictObject({ name: z.string(), mountPath: z.string() })),
            }),
          ]),
          volumes: z.array(z.looseObject({ name: z.string() })),
        }),
      }),
    }),
  })
  .parse(parse(textOf(`${folder}/deployment.yaml`)));
const pod = deployment.template.spec;
const [container] = pod.containers;

describe('the manifests', () => {
  it('are named, and select the pods of the deployment', () => {
    expect(resources).toEqual(['deployment.yaml', 'service.yaml', 'disruption-budget.yaml']);
    const { spec: service } = z
      .looseObject({
        spec: z.looseObject({ selector: labels, ports: z.array(z.looseObject({ targetPort: z.string() })) }),
      })
      .parse(parse(textOf(`${folder}/service.yaml`)));
    const { spec: budget } = z
      .looseObject({ spec: z.looseObject({ selector: z.strictObject({ matchLabels: labels }) }) })
      .parse(parse(textOf(`${folder}/disruption-budget.yaml`)));
    for (const selected of [deployment.selector.matchLabels, service.selector, budget.selector.matchLabels])
      expect(selected).toEqual(deployment.template.metadata.labels);
    expect(service.ports.map(({ targetPort }) => targetPort)).toEqual(['http']);
    expect(images.map(({ name }) => name)).toEqual([container.image]);
    expect(configMapGenerator.map(({ name }) => name)).toEqual([container.envFrom[0].configMapRef.name]);
  });

  it('have two replicas with settings that a server takes, and secrets from a secret', async () => {
    expect(deployment.replicas).toBe(2);
    const literals = configMapGenerator.flatMap(one => one.literals).map(text => text.split(/=(.*)/s));
    const secrets = container.env.map(({ name }) => [name, 'postgres://of-this-test']);
    const settings = await settingsOf(Object.fromEntries([...literals, ...secrets]));
    expect(container.env.map(({ name }) => name)).toEqual(['HOSTDOUBLE_STATE', 'HOSTDOUBLE_ADMIN_TOKEN']);
    // What a service of that name would set are settings here.
    expect(pod.enableServiceLinks).toBe(false);
    // A pod ends when nobody is sent to it any more, and is waited for.
    expect(settings.drainDelay).not.toBe('PT0S');
    expect(secondsToEnd(settings)).toBeLessThan(pod.terminationGracePeriodSeconds);
  });

  it('ask for health where it is told', () => {
    const { startupProbe, livenessProbe, readinessProbe, ports } = container;
    expect([startupProbe, livenessProbe, readinessProbe].map(({ httpGet }) => httpGet.path)).toEqual([
      '/__admin/health/live',
      '/__admin/health/live',
      '/__admin/health/ready',
    ]);
    expect(ports[0].containerPort).toBe(serverOptions.parse({}).port);
  });

  it("run as the image's user, who writes to its folder alone", () => {
    const { runAsUser, runAsGroup } = pod.securityContext;
    expect(restsOf(stageNamed(), 'USER')).toEqual([`${runAsUser}:${runAsGroup}`]);
    expect(container.volumeMounts.map(({ mountPath }) => mountPath)).toEqual([
      ...restsOf(stageNamed(), 'WORKDIR'),
      '/tmp',
    ]);
    expect(container.volumeMounts.map(({ name }) => name)).toEqual(pod.volumes.map(({ name }) => name));
  });
});
