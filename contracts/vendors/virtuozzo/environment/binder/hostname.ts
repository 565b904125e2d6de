import { z } from 'zod';

const LABEL = '[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?';
const whole = new RegExp(`^(\\*\\.)?(${LABEL}\\.)+${LABEL}$`);
const part = new RegExp(`^${LABEL}(\\.${LABEL})*$`);
const LONGEST = 253;

const within = (pattern: RegExp) => z.string().trim().toLowerCase().max(LONGEST).regex(pattern);

/** A host name of somebody's own, such as `www.example.com`; of all below a name, `*.example.com`. */
export const externalDomain = () => within(whole);

/** A name inside a domain of the platform, `primarydb`, or all of it. */
export const internalDomain = () => within(part);
