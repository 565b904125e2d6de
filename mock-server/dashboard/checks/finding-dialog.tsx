import type { ReportFinding } from '../../../contracts/kit/report/report.js';
import { findingColumns } from '../../../contracts/kit/report/sections.js';
import { visible } from '../../../contracts/kit/report/visible.js';
import { CopyButton } from '../parts/copy-button.js';
import { Dialog } from '../parts/dialog.js';
import { OperationLink } from './operation-link.js';
import { Lines } from './report-pieces.js';

interface FindingDialogProps {
  readonly finding: ReportFinding;
  readonly onClose: () => void;
}

/** A finding in full, with the request that showed it and what of its answer does. */
export function FindingDialog({ finding, onClose }: FindingDialogProps) {
  const { id, vendor, operation, request, excerpt, times, confirmed } = finding;
  return (
    <Dialog title="Finding" onClose={onClose}>
      <p>
        <code class="checks-id">{visible(id)}</code>
      </p>
      <dl class="checks-facts">
        {findingColumns.map(({ title, lines }) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>
              <Lines lines={lines(finding)} />
            </dd>
          </div>
        ))}
        <div>
          <dt>seen</dt>
          <dd>
            {times === 1 ? 'once' : `${times} times`}
            {confirmed ? ', and again when it was asked a second time' : ''}
          </dd>
        </div>
        <div>
          <dt>coverage</dt>
          <dd>
            <OperationLink vendor={vendor} id={operation} />
          </dd>
        </div>
      </dl>
      {request !== null && (
        <section aria-label="Request">
          <h3>
            Request <CopyButton text={request} label="Copy the request" />
          </h3>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
          <pre tabIndex={0}>
            <code>{visible(request)}</code>
          </pre>
        </section>
      )}
      {excerpt !== null && (
        <section aria-label="Answer">
          <h3>What of the answer shows it</h3>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
          <pre tabIndex={0}>
            <code>{excerpt.split('\n').map(visible).join('\n')}</code>
          </pre>
        </section>
      )}
    </Dialog>
  );
}
