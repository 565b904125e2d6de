import { Page } from '../parts/page.js';

export function MoneyView() {
  return <Page title="Money">Not built yet.</Page>;
}
