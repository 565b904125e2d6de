import { Page } from '../parts/page.js';

export function ResourcesView() {
  return <Page title="Resources">Not built yet.</Page>;
}
