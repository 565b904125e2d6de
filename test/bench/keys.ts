/** What the default world is called with, by vendor. Virtuozzo takes its session as a parameter. */
export const keys = {
  virtfusion: { authorization: 'Bearer virtfusion-test-token' },
  infrahub: { api_key: '11111111-2222-4333-8444-555555555555' },
};

export const SESSION = '0123456789abcdef0123456789abcdef01234567';

export const JSON_BODY = { 'content-type': 'application/json' };
export const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

/** What the vendor of any size is called with. */
export const SCALE_TOKEN = 'scale-test-token';
