import './rules.css';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { announce, tried } from '../parts/announcer.js';
import { Confirm } from '../parts/confirm.js';
import { EmptyNote, ErrorNote, Waiting } from '../parts/notes.js';
import { Page } from '../parts/page.js';
import { Tabs } from '../parts/tabs.js';
import { goTo, route } from '../router.js';
import { api } from '../server/client.js';
import { useLive } from '../server/live.js';
import { type AddedRule, kinds, type RuleListKind } from './added-rule.js';
import { CopyAs } from './copy-as.js';
import { FaultForm } from './fault-form.js';
import { fillIn, forgetFilled } from './fill-in.js';
import { OverrideForm } from './override-form.js';
import { RuleCard } from './rule-card.js';
import { faultSentence, overrideSentence } from './rule-words.js';

const ones = { faults: 'fault', overrides: 'override' } as const;

const isKind = (text: string): text is RuleListKind => Object.hasOwn(kinds, text);

/** The rules of a world: what fails, and what is answered otherwise. */
export function RulesView() {
  const { world, rest, query } = route.value;
  const asked = Object.entries(ones).find(([, one]) => one === query.add)?.[0] ?? rest[0] ?? 'faults';
  const kind: RuleListKind = isKind(asked) ? asked : 'faults';
  const isAdding = query.add === ones[kind];
  const isClearing = useSignal(false);
  const added = useSignal<AddedRule | undefined>(undefined);
  const rules = useLive(() => read(world), [world]);
  const one = ones[kind];
  const search = JSON.stringify(query);
  useEffect(() => {
    fillIn().catch((error: unknown) => announce(error instanceof Error ? error.message : String(error), 'bad'));
  }, [world, search]);
  useEffect(() => {
    if (isAdding) document.querySelector<HTMLElement>('.rules-form input')?.focus();
  }, [kind, isAdding]);
  const show = (next: RuleListKind, isForm: boolean): void => {
    forgetFilled();
    goTo({ view: 'rules', rest: [next], query: isForm ? { add: ones[next] } : {} });
    if (isAdding && next === kind) document.getElementById('page-title')?.focus();
  };
  const onAdded = (rule: AddedRule): void => {
    added.value = rule;
    announce(`The ${one} was added`);
    rules.again();
    show(kind, false);
  };
  const remove = async (id: number): Promise<void> => {
    await tried(() => removed(kind, world, id), `The ${one} was removed`);
    document.getElementById('page-title')?.focus();
    rules.again();
  };
  const count = rules.value?.[kind].length ?? 0;
  return (
    <Page
      title="Faults and overrides"
      actions={
        <>
          {count > 0 && (
            <button type="button" class="danger" onClick={() => (isClearing.value = true)}>
              Clear all {kinds[kind].toLowerCase()}
            </button>
          )}
          {!isAdding && (
            <button type="button" class="primary" onClick={() => show(kind, true)}>
              Add {kind === 'faults' ? 'a fault' : 'an override'}
            </button>
          )}
        </>
      }
    >
      <Tabs label="Kinds of rules" tabs={kinds} chosen={kind} onChoose={name => isKind(name) && show(name, false)}>
        {isAdding &&
          (kind === 'faults' ? (
            <FaultForm onAdded={onAdded} onClose={() => show(kind, false)} />
          ) : (
            <OverrideForm onAdded={onAdded} onClose={() => show(kind, false)} />
          ))}
        {added.value?.kind === kind && !isAdding && (
          <section class="card" aria-label="What was added">
            <h2>
              Added {one} {added.value.id}
            </h2>
            <p>Keep it: for a file, a shell or a test.</p>
            <CopyAs key={`${kind} ${added.value.id}`} kind={kind} world={world} body={added.value.body} isOpen />
          </section>
        )}
        <ErrorNote error={rules.error} again={rules.again} />
        {rules.value === undefined ? (
          rules.error === undefined && <Waiting what="the rules" />
        ) : count === 0 ? (
          <Nothing kind={kind} isAdding={isAdding} />
        ) : (
          <ol class="rules-list" aria-label={kinds[kind]}>
            {kind === 'faults'
              ? rules.value.faults.map(rule => (
                  <RuleCard
                    {...{ key: rule.id, kind, world, rule, sentence: faultSentence(rule) }}
                    onRemove={() => void remove(rule.id)}
                  />
                ))
              : rules.value.overrides.map(rule => (
                  <RuleCard
                    {...{ key: rule.id, kind, world, rule, sentence: overrideSentence(rule) }}
                    onRemove={() => void remove(rule.id)}
                  />
                ))}
          </ol>
        )}
      </Tabs>
      {isClearing.value && (
        <Confirm
          title={`Clear all ${kinds[kind].toLowerCase()} of “${world}”`}
          action={`Clear ${count}`}
          done={`All ${kinds[kind].toLowerCase()} were cleared`}
          act={() => cleared(kind, world).then(rules.again)}
          onClose={() => (isClearing.value = false)}
        >
          <p>
            Calls are answered as they really are again.
            {kind === 'overrides' && ' Those of the seed or the server’s file come back when the world is reset.'}
          </p>
        </Confirm>
      )}
    </Page>
  );
}

async function read(world: string) {
  const given = { params: { world } };
  const [{ faults }, { overrides }] = await Promise.all([api().faults.list(given), api().overrides.list(given)]);
  return { faults, overrides };
}

const removed = (kind: RuleListKind, world: string, id: number): Promise<unknown> =>
  kind === 'faults'
    ? api().faults.remove({ params: { world, id: `${id}` } })
    : api().overrides.remove({ params: { world, override: id } });

const cleared = (kind: RuleListKind, world: string): Promise<unknown> =>
  kind === 'faults' ? api().faults.clear({ params: { world } }) : api().overrides.clear({ params: { world } });

const Nothing = ({ kind, isAdding }: { readonly kind: RuleListKind; readonly isAdding: boolean }) =>
  isAdding ? null : kind === 'faults' ? (
    <EmptyNote title="Nothing fails here but for its own reasons">
      A fault has the calls of an operation refused in its vendor’s own words, made to wait, or cut off, as often as you
      say. Add one to see how your client takes it.
    </EmptyNote>
  ) : (
    <EmptyNote title="Every call is answered as it really is">
      An override answers an operation otherwise: as a whole, in parts of its real answer, or by a real endpoint. Add
      one here, or make one of a call in the view of calls.
    </EmptyNote>
  );
