import { Page } from '../parts/page.js';

export function DeliveriesView() {
  return <Page title="Deliveries">Not built yet.</Page>;
}
