import { Page } from '../parts/page.js';

export function CoverageView() {
  return <Page title="Coverage">Not built yet.</Page>;
}
