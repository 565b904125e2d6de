import { Page } from '../parts/page.js';

export function WorldsView() {
  return <Page title="Worlds">Not built yet.</Page>;
}
