import { evidences } from '../../../contracts/core/evidence.js';
import { Badge } from '../parts/badge.js';
import { ErrorNote, Waiting } from '../parts/notes.js';
import { hrefTo } from '../router.js';
import { api } from '../server/client.js';
import { useLoaded } from '../server/loaded.js';
import { evidenceWords } from './evidence-words.js';
import { evidenceShares, Shares, servedShares } from './shares.js';

/** The figures of each vendor, and what the words of evidence mean. */
export function AllVendors() {
  const { value, error, again } = useLoaded(() => api().coverage.show(), []);
  if (value === undefined) return error ? <ErrorNote error={error} again={again} /> : <Waiting what="the contracts" />;
  return (
    <>
      <div class="columns">
        {Object.entries(value.vendors).map(([vendor, { title, known, operations, served, evidence }]) => (
          <section key={vendor} class="card" aria-label={title}>
            <h2>
              <a href={hrefTo({ view: 'coverage', rest: [vendor] })}>{title}</a>
            </h2>
            <Shares label={`${known} operations known`} shares={servedShares(known, operations, served)} />
            <Shares label={`${operations} described, by evidence`} shares={evidenceShares(evidence)} />
          </section>
        ))}
      </div>
      <EvidenceMeanings />
    </>
  );
}

const EvidenceMeanings = () => (
  <section class="card">
    <h2>How sure a contract is</h2>
    <dl class="coverage-words">
      {evidences.map(word => (
        <div key={word}>
          <dt>
            <Badge tone={evidenceWords[word].tone}>{word}</Badge>
          </dt>
          <dd>{evidenceWords[word].means}</dd>
        </div>
      ))}
    </dl>
  </section>
);
