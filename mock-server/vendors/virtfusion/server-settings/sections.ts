export const xmlSections = ['domain', 'os', 'devices', 'features', 'clock', 'cpuTune'] as const;

export type XmlSection = (typeof xmlSections)[number];
