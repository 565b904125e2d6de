import { at } from '../catalogue.js';

/** When the hoster opened its panel, and when it last changed how it is laid out. */
export const OPENED = at('2023-02-06T09:12:44Z');
export const TUNED = at('2023-11-20T16:03:31Z');
