import { z } from 'zod';
import { sentAs } from '../../../../core/document-marks.js';
import { names } from '../../common.js';

const LABEL = '[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?';
const whole = new RegExp(`^(\\*\\.)?(${LABEL}\\.)+${LABEL}$`);
const part = new RegExp(`^${LABEL}(\\.${LABEL})*$`);
const LONGEST = 253;

const within = (pattern: RegExp) =>
  sentAs(z.string().trim().toLowerCase().max(LONGEST).regex(pattern), z.string().max(LONGEST).regex(pattern));

/** A host name of somebody's own, such as `www.example.com`; of all below a name, `*.example.com`. */
export const externalDomain = () => within(whole);

/** A name inside a domain of the platform, `primarydb`, or all of it. */
export const internalDomain = () => within(part);

/** Names of a list; more than an environment has make one call too large. */
const MOST_DOMAINS = 100;
const several = (form: () => z.ZodType<string, string>, { source }: RegExp) => {
  const item = source.slice(1, -1);
  return sentAs(
    names().pipe(z.array(form()).max(MOST_DOMAINS)),
    z.string().regex(new RegExp(`^${item}([;,]${item})*$`)),
  );
};

export const externalDomains = () => several(externalDomain, whole);
export const internalDomains = () => several(internalDomain, part);
