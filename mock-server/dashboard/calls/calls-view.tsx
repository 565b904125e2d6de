import { Page } from '../parts/page.js';

export function CallsView() {
  return <Page title="Calls">Not built yet.</Page>;
}
