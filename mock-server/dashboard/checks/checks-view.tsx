import { Page } from '../parts/page.js';

export function ChecksView() {
  return <Page title="Checks">Not built yet.</Page>;
}
