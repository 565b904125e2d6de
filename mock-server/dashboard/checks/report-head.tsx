import type { Report } from '../../../contracts/kit/report/report.js';
import { verdictWords } from '../../../contracts/kit/report/sections.js';
import { visible } from '../../../contracts/kit/report/visible.js';
import { Badge, type Tone } from '../parts/badge.js';
import { Time } from '../parts/time.js';

const tones: Readonly<Record<Report['verdict'], Tone>> = { held: 'good', drift: 'bad', environment: 'odd' };

/** A verdict by word and colour. */
export const Verdict = ({ of }: { readonly of: Report['verdict'] }) => (
  <Badge tone={tones[of]}>{verdictWords[of]}</Badge>
);

interface ReportHeadProps {
  readonly report: Report;
  readonly file: string;
  /** `Earlier`, where it stands beside another. */
  readonly place?: string;
}

/** What a report is of, and its verdict. */
export function ReportHead({ report, file, place }: ReportHeadProps) {
  const { title, verdict, sentence, target, startedAt, milliseconds } = report;
  return (
    <section class="card checks-head" aria-label={place ?? 'Verdict'}>
      <p>
        <Verdict of={verdict} /> {place && <span class="dim">{place}</span>}
      </p>
      <h2>{visible(title)}</h2>
      <p>{visible(sentence)}</p>
      <p class="dim">
        {visible(target)} · <Time at={startedAt} /> · {(milliseconds / 1000).toFixed(1)} s · {visible(file)}
      </p>
    </section>
  );
}
