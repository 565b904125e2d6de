import { Page } from '../parts/page.js';

export function RulesView() {
  return <Page title="Faults and overrides">Not built yet.</Page>;
}
