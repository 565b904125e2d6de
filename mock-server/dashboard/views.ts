import type { ComponentType } from 'preact';

/** A view of the dashboard: an entry of the navigation, and a component that is loaded when it is opened. */
export interface View {
  /** Its word in the address. */
  readonly name: string;
  readonly title: string;
  readonly load: () => Promise<ComponentType>;
}

/** The views in the order of the navigation. A new one is a folder and a line here. */
export const views: readonly View[] = [
  { name: 'worlds', title: 'Worlds', load: async () => (await import('./worlds/worlds-view.js')).WorldsView },
  {
    name: 'resources',
    title: 'Resources',
    load: async () => (await import('./resources/resources-view.js')).ResourcesView,
  },
  { name: 'money', title: 'Money', load: async () => (await import('./money/money-view.js')).MoneyView },
  { name: 'clock', title: 'Clock', load: async () => (await import('./clock/clock-view.js')).ClockView },
  { name: 'calls', title: 'Calls', load: async () => (await import('./calls/calls-view.js')).CallsView },
  { name: 'rules', title: 'Faults and overrides', load: async () => (await import('./rules/rules-view.js')).RulesView },
  {
    name: 'deliveries',
    title: 'Deliveries',
    load: async () => (await import('./deliveries/deliveries-view.js')).DeliveriesView,
  },
  { name: 'coverage', title: 'Coverage', load: async () => (await import('./coverage/coverage-view.js')).CoverageView },
  { name: 'checks', title: 'Checks', load: async () => (await import('./checks/checks-view.js')).ChecksView },
];
