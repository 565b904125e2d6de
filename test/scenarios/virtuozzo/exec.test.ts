import { beforeEach, describe, expect, it } from 'vitest';
import type { MockServer } from '../../../mock-server/index.js';
import { type Input, platformForEach, VirtuozzoCaller } from './caller.js';

const CONTROL = 'environment/control';
const envName = 'env-1000001';

interface Said {
  readonly result: number;
  readonly nodeid: number;
  readonly exitStatus: number;
  readonly out: string;
  readonly errOut: string;
  readonly error?: string;
}

interface ExecAnswer {
  readonly result: number;
  readonly error?: string;
  readonly responses?: readonly Said[];
}

describe('commands in containers', () => {
  let mock: MockServer;
  let caller: VirtuozzoCaller;
  let ids: readonly number[];
  platformForEach((own, double) => {
    mock = double;
    caller = own;
  });
  beforeEach(async () => {
    const docker = { image: 'alpine:3.20', env: { MODE: 'test', WORDS: 'a b' } };
    const { nodes } = await caller.create(
      { shortdomain: envName },
      { nodeType: 'docker', nodeGroup: 'cp', count: 2, docker, flexibleCloudlets: 4 },
    );
    ids = nodes.map(({ id }) => id);
  });

  const ask = async (method: string, input: Input): Promise<ExecAnswer> => {
    const reply = await caller.send(`${CONTROL}/${method}`, { session: caller.session, envName, ...input });
    expect(reply.status).toBe(200);
    return JSON.parse(await reply.text());
  };
  const exec = (commands: readonly string[], more: Input = {}): Promise<ExecAnswer> =>
    ask('execcmdbyid', {
      nodeId: ids[0] ?? 0,
      commandList: commands.map(command => ({ command, params: '' })),
      ...more,
    });
  const run = async (command: string): Promise<Pick<Said, 'out' | 'errOut' | 'exitStatus'>> => {
    const { responses = [] } = await exec([command]);
    const [{ out, errOut, exitStatus } = { out: '', errOut: '', exitStatus: -1 }] = responses;
    return { out, errOut, exitStatus };
  };

  it.each<[string, string]>([
    ["echo 'example.com'", 'example.com'],
    ['echo -n one; echo two', 'onetwo'],
    ['echo -e "a\\tb"', 'a\tb'],
    [`echo "$MODE and $\{MODE} and $\{NONE:-other}" '$MODE'`, 'test and test and other $MODE'],
    ['echo $WORDS "$WORDS"', 'a b a b'],
    ['echo a   b # a remark', 'a b'],
    ['printf "%s=%d\\n" a 1 b 2', 'a=1\nb=2'],
    ['printf "%s"', ''],
    ['A=1; B="$A 2"; echo "$B"', '1 2'],
    ['A=$(echo x y); echo "$A"', 'x y'],
    ['echo `echo in` $(echo "(out)")', 'in (out)'],
    ['A=1 printenv A', '1'],
    ['A=1; sh -c "echo [\\$A]"; export A; sh -c "echo [\\$A]"', '[1]\n[1]'],
    ['pwd; cd /tmp && pwd; cd; pwd', '/root\n/tmp\n/root'],
    ['whoami; id -u', 'root\n0'],
    ['date +%F', '2025-01-01'],
    ['date', 'Wed Jan 01 00:00:00 UTC 2025'],
    ['uname', 'Linux'],
    ['uname -s -m', 'Linux x86_64'],
    ['true && echo yes || echo no', 'yes'],
    ['false && echo yes || echo no', 'no'],
    ['false; echo $?', '1'],
    ['sh -c "exit 300"; echo $?', '44'],
    ['[ -d /tmp ] && test -f /etc/hostname && echo there', 'there'],
    ['[ a = b ] || [ ! 2 -gt 3 ] && echo right', 'right'],
    ['mkdir -p /data/a && echo one > /data/a/x && echo two >> /data/a/x && cat /data/a/x', 'one\ntwo'],
    ['echo hidden > /tmp/.h; touch /tmp/v; ls /tmp; ls -a /tmp', 'v\n.\n..\n.h\nv'],
    ['echo 12345 > /tmp/f; ls -l /tmp/f', '-rw-r--r-- 1 root root 6 Jan  1 00:00 /tmp/f'],
    ['echo x > /tmp/f && rm /tmp/f && ls /tmp | wc -l', '0'],
    ['printf "b\\na\\nb\\n" | sort -u', 'a\nb'],
    ['printf "10\\n9\\n" | sort -rn | head -n 1', '10'],
    ['printf "1\\n2\\n3\\n" | tail -2', '2\n3'],
    ['printf "cat\\ndog\\n" | grep -v "^c.*t$"', 'dog'],
    ['printf "a1\\nb2\\n" | grep -c [0-9]', '2'],
    ['echo shown | tee /tmp/t; cat < /tmp/t', 'shown\nshown'],
    ['nothing 2>/dev/null || echo fallen', 'fallen'],
    ['nothing > /tmp/e 2>&1 || cat /tmp/e', 'sh: line 1: nothing: command not found'],
    ['echo gone &> /dev/null; echo kept', 'kept'],
    ['echo "echo script \\$1" > /tmp/s.sh; /tmp/s.sh x; sh /tmp/s.sh y', 'script x\nscript y'],
    ['sudo -u www echo done; /bin/echo too', 'done\ntoo'],
    ['basename /a/b.txt; dirname /a/b.txt', 'b.txt\n/a'],
    ['echo one\\\n two', 'one two'],
    ['\n# nothing\n', ''],
    ['set -e; false; echo never', ''],
  ])('%s', async (command, out) => {
    const printed = await run(command);
    expect(printed.out).toBe(out);
    expect(printed.exitStatus).toBe(command.startsWith('set -e') ? 1 : 0);
  });

  it.each<[string, number, string]>([
    ['nothing', 127, 'sh: line 1: nothing: command not found'],
    ['/opt/nothing', 127, 'sh: line 1: /opt/nothing: No such file or directory'],
    ['/tmp', 126, 'sh: /tmp: Is a directory'],
    ['cat /none', 1, 'cat: /none: No such file or directory'],
    ['cat /tmp', 1, 'cat: /tmp: Is a directory'],
    ['ls /none', 2, "ls: cannot access '/none': No such file or directory"],
    ['mkdir /a/b', 1, "mkdir: cannot create directory '/a/b': No such file or directory"],
    ['rm /none', 1, "rm: cannot remove '/none': No such file or directory"],
    ['echo x > /none/x', 1, 'sh: /none/x: No such file or directory'],
    ['echo x > /tmp', 1, 'sh: /tmp: Is a directory'],
    ['exit 3', 3, ''],
    ['echo "open', 2, 'sh: syntax error near unexpected token `"\''],
    ['for i in 1 2; do echo $i; done', 2, "sh: syntax error near unexpected token `for'"],
    ['echo a &&', 2, "sh: syntax error near unexpected token `;'"],
    ['echo no | grep yes', 1, ''],
  ])('%s fails with %i', async (command, exitStatus, errOut) => {
    const answer = await exec([command]);
    const error = errOut === '' ? `exit status ${exitStatus}` : errOut;
    expect(answer).toMatchObject({
      result: 4109,
      error: `operation could not be performed: ${error}`,
      responses: [{ result: 4109, nodeid: ids[0], exitStatus, errOut }],
    });
  });

  it('answers each command with what it printed, and stops at the first that fails', async () => {
    const { result, responses } = await exec(['/bin/true', 'echo kept > /tmp/f; false', 'echo never']);
    expect(result).toBe(4109);
    expect(responses?.map(said => said.exitStatus)).toEqual([0, 1]);
    expect((await run('cat /tmp/f')).out).toBe('kept');
    expect(await exec(['true', 'echo two'])).toEqual({
      result: 0,
      responses: [
        { result: 0, nodeid: ids[0], exitStatus: 0, out: '', errOut: '' },
        { result: 0, nodeid: ids[0], exitStatus: 0, out: 'two', errOut: '' },
      ],
    });
  });

  it('takes parameters apart, one command alone, and the user and consent that add-ons send', async () => {
    const commandList = { command: 'echo', params: 'hello  world' };
    const { responses } = await ask('execcmdbyid', {
      nodeid: ids[0] ?? 0,
      commandList,
      sayYes: true,
      userName: 'root',
    });
    expect(responses).toMatchObject([{ out: 'hello world' }]);
  });

  it('runs in each node of a layer, and each has its own name, address and files', async () => {
    const commandList = [{ command: 'hostname; echo $MODE > /tmp/mode', params: '' }];
    const { responses } = await ask('execcmdbygroup', { nodeGroup: 'cp', commandList });
    expect(responses?.map(({ nodeid, out }) => [nodeid, out])).toEqual(
      ids.map(id => [id, `node${id}-${envName}.paas.example.com`]),
    );
    const byType = await ask('execcmdbytype', { nodeType: 'docker', commandList: [{ command: 'cat /tmp/mode' }] });
    expect(byType.responses?.map(({ out }) => out)).toEqual(['test', 'test']);
    await exec(['rm /tmp/mode']);
    const after = await ask('execcmdbygroup', { nodeGroup: 'cp', commandList: [{ command: 'ls /tmp' }] });
    expect(after.responses?.map(({ out }) => out)).toEqual(['', 'mode']);
  });

  it('runs what the container was made to run', async () => {
    await caller.call(`${CONTROL}/setcontainerentrypoint`, { envName, nodeId: ids[0] ?? 0, data: '["echo","it\'s"]' });
    await caller.call(`${CONTROL}/setcontainerruncmd`, { envName, nodeId: ids[0] ?? 0, data: 'up and running' });
    const { responses } = await ask('execdockerruncmd', { nodeId: ids[0] ?? 0 });
    expect(responses).toMatchObject([{ out: "it's up and running", exitStatus: 0 }]);
  });

  it('refuses what it does not have, what does not run and what is no list of commands', async () => {
    const commandList = [{ command: 'true' }];
    expect(await ask('execcmdbyid', { nodeId: 999, commandList })).toEqual({
      result: 5,
      error: 'node [999] not exist',
    });
    expect(await ask('execcmdbygroup', { nodeGroup: 'bl', commandList })).toEqual({
      result: 5,
      error: 'node group [bl] not exist',
    });
    for (const list of ['true', [], {}, Array.from({ length: 101 }, () => ({ command: 'true' }))])
      expect(await ask('execcmdbyid', { nodeId: ids[0] ?? 0, commandList: list })).toMatchObject({ result: 3 });
    await caller.call(`${CONTROL}/stopenv`, { envName });
    expect(await exec(['true'])).toEqual({
      result: 4109,
      error: `operation could not be performed: node [${ids[0]}] is not reachable`,
    });
  });

  it("answers another account's environment as one that is not there", async () => {
    const { session = '' } = mock.credentials.others.virtuozzo?.otherTenant ?? {};
    const stranger = new VirtuozzoCaller(mock.url, session);
    const input = { envName, nodeId: ids[0] ?? 0, commandList: [{ command: 'true' }] };
    for (const method of ['execcmdbyid', 'getcontainerenvvars', 'restartnodebyid', 'getnodetags'])
      expect(await stranger.call(`${CONTROL}/${method}`, input)).toMatchObject({ result: 11 });
  });

  it('costs no more than a bounded work, whatever is asked for', async () => {
    const grow = `A=${'x'.repeat(1000)}; ${'A="$A$A$A$A"; '.repeat(40)} echo $A`;
    for (const command of [grow, 'echo x > /tmp/s.sh; echo ". /tmp/s.sh; sh /tmp/s.sh" > /tmp/s.sh; sh /tmp/s.sh']) {
      const began = performance.now();
      expect(await run(command)).toMatchObject({ exitStatus: 137 });
      expect(performance.now() - began).toBeLessThan(3000);
    }
    const pattern = `echo ${'a'.repeat(2000)} | grep '${'a*'.repeat(50)}b'`;
    expect((await run(pattern)).exitStatus).toBe(1);
  });

  it('a fault says a command timed out, a node is not reachable, or what the operator wants', async () => {
    const operation = 'virtuozzo/control.execCmdById';
    const fail = (fault: object) => mock.control.faults.add({ operation, failure: 'timeout', times: 1, ...fault });
    await fail({});
    expect(await exec(['true'])).toMatchObject({ result: 4110 });
    await fail({ failure: 'conflict' });
    expect(await exec(['true'])).toMatchObject({ result: 4109 });
    await fail({ failure: 'conflict', text: 'out of memory', as: 4099 });
    expect(await exec(['true'])).toMatchObject({ result: 4099, error: 'out of memory' });
    expect(await exec(['sleep 2h'])).toMatchObject({ result: 4110 });
  });

  it('answers what an operator programmed for a command', async () => {
    const said = { result: 0, nodeid: ids[0] ?? 0, exitStatus: 0, out: 'restored 3 tables', errOut: '' };
    await mock.control.overrides.add({
      operation: 'virtuozzo/control.execCmdById',
      times: 1,
      reply: { status: 200, body: { result: 0, responses: [said] } },
    });
    expect((await exec(['mysql < /dump.sql'])).responses).toEqual([said]);
    expect(await exec(['mysql < /dump.sql'])).toMatchObject({ result: 4109 });
  });
});
