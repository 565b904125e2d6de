import type { Report } from '../report.js';

/** The report as data; its schema is `report` in `hostdouble/contracts`. */
export const json = (report: Report): string => `${JSON.stringify(report, null, 2)}\n`;
