import './checks.css';
import { Page } from '../parts/page.js';
import { Tabs } from '../parts/tabs.js';
import { route, stayAt } from '../router.js';
import { Comparison } from './comparison.js';
import { DropZone } from './drop-zone.js';
import { beside, dropped, putAway } from './dropped.js';
import { HowToMakeOne } from './how-to-make-one.js';
import { ReportPage } from './report-page.js';

/** Reports of checks: one as its HTML page shows it, two as a comparison. */
export function ChecksView() {
  const [one, other] = dropped.value;
  return (
    <Page
      title="Checks"
      actions={
        one && (
          <button type="button" onClick={() => putAway()}>
            {other ? 'Put both away' : 'Put it away'}
          </button>
        )
      }
    >
      <DropZone />
      {one === undefined ? <HowToMakeOne /> : other === undefined ? <ReportPage of={one} /> : <Two />}
    </Page>
  );
}

const tabs = { comparison: 'Comparison', earlier: 'The earlier report', later: 'The later report' };

/** Two reports, and what became of the findings from the one to the other. */
function Two() {
  const [one, other] = dropped.value;
  const both = beside();
  if (!one || !other || !both) return null;
  const { show = 'comparison' } = route.value.query;
  return (
    <Tabs
      label="Reports"
      tabs={tabs}
      chosen={Object.hasOwn(tabs, show) ? show : 'comparison'}
      onChoose={name => stayAt({ view: 'checks', query: name === 'comparison' ? {} : { show: name } })}
    >
      {show === 'earlier' ? (
        <ReportPage key={one.file} of={one} />
      ) : show === 'later' ? (
        <ReportPage key={other.file} of={other} />
      ) : (
        <Comparison both={both} files={[one, other]} />
      )}
    </Tabs>
  );
}
