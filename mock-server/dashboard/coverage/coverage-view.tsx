import './coverage.css';
import { Page } from '../parts/page.js';
import { Tabs } from '../parts/tabs.js';
import { goTo, route } from '../router.js';
import { vendors } from '../server/worlds.js';
import { AllVendors } from './all-vendors.js';
import { OperationPage } from './operation-page.js';
import { VendorOperations } from './vendor-operations.js';

/** The tab of all vendors; no vendor can be named so. */
const ALL = '*';

/** What the contracts know, how sure it is, and what of it is served. */
export function CoverageView() {
  const [vendor = ALL, operation] = route.value.rest;
  if (operation !== undefined) return <OperationPage key={`${vendor} ${operation}`} vendor={vendor} id={operation} />;
  return (
    <Page title="Coverage">
      <Tabs
        label="Vendors"
        tabs={{ [ALL]: 'All vendors', ...Object.fromEntries(vendors.value.map(one => [one, one])) }}
        chosen={vendor}
        onChoose={name => goTo({ view: 'coverage', rest: name === ALL ? [] : [name] })}
      >
        {vendor === ALL ? <AllVendors /> : <VendorOperations key={vendor} vendor={vendor} />}
      </Tabs>
    </Page>
  );
}
