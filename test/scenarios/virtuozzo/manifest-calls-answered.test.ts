import { describe, expect, it } from 'vitest';
import { Failure } from '../../../contracts/core/failure.js';
import { type AnyReply, Unserved } from '../../../mock-server/calls/handler.js';
import { does } from './manifest-platform.js';

describe('the answer to a call that an action makes', () => {
  it('says how long it took; sleep takes its time too', () => {
    const { work } = does([{ 'cmd [cp]': 'ls' }, { sleep: 5000 }]);
    expect(work.takes).toBe(1000 * 3 + 5000); // the environment is made and asked, and the command run
  });

  it('is there for what follows: of a list the first where it is not said which', () => {
    const responses = [
      { out: 'one', nodeid: 11 },
      { out: 'two', nodeid: 12 },
    ];
    const replies = { 'control.execCmdByGroup': () => ({ status: 200, body: { result: 0, responses } }) };
    const { work } = does(
      [{ 'cmd [cp]': 'ls' }, { log: `\${response.responses.out} \${response.responses[1].out} \${response.out}` }],
      replies,
    );
    expect(work.lines.at(-1)).toContain('x: one two one');
  });

  it.each<[string, () => AnyReply, object]>([
    [
      'that is refused',
      () => {
        throw new Failure('conflict', { as: 4109, text: 'gone' });
      },
      { result: 4109, error: 'gone' },
    ],
    [
      'that answers a failure',
      () => ({ status: 200, body: { result: 4110, error: 'late' } }),
      { result: 4110, error: 'late' },
    ],
    [
      'whose inner answer fails',
      () => ({ status: 200, body: { result: 0, response: { result: 4099, error: 'no' } } }),
      { result: 4099, error: 'no' },
    ],
    [
      'whose command fails',
      () => ({ status: 200, body: { result: 4109, responses: [{ errOut: 'no such file' }] } }),
      { result: 4109, error: 'no such file' },
    ],
    [
      'that is not served',
      () => {
        throw new Unserved('control.execCmdByGroup');
      },
      { result: 99, error: 'hostdouble: control.execCmdByGroup is known, and not served yet' },
    ],
  ])('ends the actions, if it is one %s', (_, reply, answer) => {
    const replies = { 'control.execCmdByGroup': reply };
    const { outcome, made } = does([{ 'cmd [cp]': 'ls' }, { 'deletePath [cp]': '/a' }], replies);
    expect(outcome).toMatchObject({ isFine: false, ...answer });
    expect(made).toHaveLength(1);
  });

  it('lets an error of ours through', () => {
    const replies = {
      'control.execCmdByGroup': () => {
        throw new TypeError('a mistake');
      },
    };
    expect(() => does([{ 'cmd [cp]': 'ls' }], replies)).toThrow('a mistake');
  });

  it('is none where an action names a node that is not there', () => {
    for (const words of ['nosqldb', '99', 'nodeType: redis'])
      expect(does({ [`cmd [${words}]`]: 'ls' }).outcome).toMatchObject({ isFine: false, result: 11_022 });
  });
});
