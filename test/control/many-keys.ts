import type { MockServer } from '../../mock-server/index.js';

/** Puts so many SSH keys into the world `default`, in place of those there were. */
export async function putManyKeys({ control }: Pick<MockServer, 'control'>, count: number): Promise<void> {
  await control.state.list('virtfusion');
  const saved = structuredClone(await control.snapshot.save());
  const keys = Array.from({ length: count }, (_, index) => ({
    ...{ id: index + 1, userId: 2 + (index % 5), name: `key ${index + 1}` },
    ...{ publicKey: 'ssh-ed25519 AAAA', created: 1_761_824_083_000 },
  }));
  const { state } = saved.clouds.virtfusion ?? {};
  Object.assign(Object(state).parts, { sshKey: keys });
  Object.assign(Object(state).ids, { sshKey: keys.length });
  await control.snapshot.restore(saved);
}
