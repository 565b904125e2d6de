import type { FullCall } from './full-call.js';

/** Why nothing served a call, or why its credential was refused. */
const whys: Readonly<Record<string, string>> = {
  unserved: 'The vendor has this operation, and the double knows it but does not serve it yet.',
  'unknown-route': 'No operation of this vendor has this path.',
  'wrong-verb': 'There is an operation at this path, and it is called with another method.',
  missing: 'The call carried no credential.',
  malformed: 'What the call carried could not be read.',
  unknown: 'The world does not know the credential that the call carried.',
  expired: 'The credential has expired on the clock of the world.',
  revoked: 'The credential was revoked.',
};

/** Says why a call did not go as its client may have wanted; nothing where it did. */
export function WhyRefused({ call }: { readonly call: FullCall }) {
  const { failure, why, near, transport, fault, override, forwarded, ignored, status } = call;
  const lines = [
    fault !== null && `Fault ${fault} of this world struck the call${transport === null ? '' : `: ${transport}`}.`,
    failure !== null &&
      (override === null || status >= 400) &&
      `It was refused as “${failure}”${sentenceIn(call.reply?.body)}.`,
    why !== null && (whys[why] ?? `Reason: ${why}.`),
    near !== null && `The nearest operation is ${near}.`,
    override !== null && `Override ${override} of this world changed the answer.`,
    forwarded !== undefined && `${forwarded} answered in the double’s place.`,
    ignored.length > 0 && `The operation does not take ${ignored.join(', ')}: the vendor passes such names over.`,
  ].filter(line => typeof line === 'string');
  if (lines.length === 0) return null;
  return (
    <section class="card" aria-label="What happened to it">
      {lines.map(line => (
        <p key={line}>{line}</p>
      ))}
    </section>
  );
}

/** Names under which vendors say in words what is wrong. */
const SAID = ['message', 'msg', 'error', 'errors', 'hostdouble'];

/** The first sentence of a refusal, wherever it stands in the answer. */
function sentenceIn(body: unknown): string {
  for (const name of SAID) {
    const said: unknown = Object.hasOwn(Object(body), name) ? Reflect.get(Object(body), name) : undefined;
    const text = Array.isArray(said) ? said[0] : typeof said === 'object' ? Object(said).message : said;
    if (typeof text === 'string' && text !== '') return `: ${text.replace(/\.$/, '')}`;
  }
  return '';
}
