import { Badge } from '../parts/badge.js';
import { CopyAs } from './copy-as.js';
import type { RuleSentence } from './rule-words.js';
import { wishOf } from './wish-of.js';

interface RuleCardProps {
  readonly kind: 'faults' | 'overrides';
  readonly world: string;
  readonly rule: { readonly id: number; readonly met: number; readonly struck: number; readonly left: number | null };
  readonly sentence: RuleSentence;
  readonly onRemove: () => void;
}

/** One rule: what it does in words, how often it did, and how to take it away. */
export function RuleCard({ kind, world, rule, sentence, onRemove }: RuleCardProps) {
  const { before, operation, after, more } = sentence;
  const what = `${kind === 'faults' ? 'fault' : 'override'} ${rule.id}`;
  return (
    <li class="card rules-rule" aria-label={`${what[0]?.toUpperCase()}${what.slice(1)}`}>
      <div class="rules-head">
        <p class="rules-sentence">
          {before} {operation === '*' ? 'any operation' : <code>{operation}</code>} {after}
        </p>
        <button type="button" class="danger" aria-label={`Remove ${what}`} onClick={onRemove}>
          Remove
        </button>
      </div>
      {more.length > 0 && (
        <ul class="rules-conditions dim">
          {more.map(one => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      )}
      <dl class="rules-counts">
        <Count name="Met" value={rule.met} />
        <Count name="Struck" value={rule.struck} />
        <div>
          <dt>Left</dt>
          <dd>
            {rule.left === null ? (
              <Badge tone="info">no end</Badge>
            ) : rule.left === 0 ? (
              <Badge tone="dim">used up</Badge>
            ) : (
              rule.left.toLocaleString('en')
            )}
          </dd>
        </div>
      </dl>
      <CopyAs kind={kind} world={world} body={wishOf(rule)} />
    </li>
  );
}

const Count = ({ name, value }: { readonly name: string; readonly value: number }) => (
  <div>
    <dt>{name}</dt>
    <dd>{value.toLocaleString('en')}</dd>
  </div>
);
