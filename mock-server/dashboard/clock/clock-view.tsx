import { Page } from '../parts/page.js';

export function ClockView() {
  return <Page title="Clock">Not built yet.</Page>;
}
