/** An answer that is no success. */
class Refused extends Error {
  constructor(method, path, status, body) {
    super(`${method} ${path} answered ${status}: ${typeof body === 'string' ? body : JSON.stringify(body)}`);
    this.name = 'Refused';
    this.status = status;
    this.body = body;
  }
}

/** No answer that can be read: nobody knows whether the work is done. */
class Lost extends Error {
  constructor(method, path, cause) {
    super(`${method} ${path} was lost: ${cause.cause?.code ?? cause.name}`, { cause });
    this.name = 'Lost';
  }
}

const BACKOFF = [1000, 2000, 4000];
/** The endpoint says that it did nothing, so the call may be made again, whatever it is. */
const isBusy = ({ status }) => status === 429 || status === 503;
/** Nobody knows what was done; only a call that changes nothing may be made again. */
const isUnclear = error => error instanceof Lost || error.status >= 500;

/** A vendor's API over HTTP. It outlasts a bad minute: `sleep` waits so many milliseconds, `timeout` ends a silence. */
class Api {
  constructor({ url, headers, sleep, timeout = 10_000 }) {
    Object.assign(this, { url, headers, sleep, timeout });
  }

  async call(method, path, body) {
    for (let turn = 0; ; turn++) {
      try {
        return await this.once(method, path, body);
      } catch (error) {
        const again = isBusy(error) || (method === 'GET' && isUnclear(error));
        if (!again || turn === BACKOFF.length) throw error;
        await this.sleep(error.retryAfter ?? BACKOFF[turn]);
      }
    }
  }

  async once(method, path, body) {
    const isForm = body instanceof URLSearchParams;
    const type = body === undefined || isForm ? {} : { 'content-type': 'application/json' };
    const sent = isForm || body === undefined ? body : JSON.stringify(body);
    const { status, headers, value } = await this.read(method, path, { ...this.headers, ...type }, sent);
    if (status < 300) return value;
    const seconds = Number(headers.get('retry-after') ?? Number.NaN);
    throw Object.assign(
      new Refused(method, path, status, value),
      Number.isFinite(seconds) && { retryAfter: seconds * 1000 },
    );
  }

  async read(method, path, headers, body) {
    try {
      const signal = AbortSignal.timeout(this.timeout);
      const reply = await fetch(`${this.url}${path}`, { method, headers, body, signal });
      const text = await reply.text();
      return { status: reply.status, headers: reply.headers, value: reply.ok ? jsonOf(text) : readable(text) };
    } catch (error) {
      throw new Lost(method, path, error);
    }
  }
}

const jsonOf = text => (text === '' ? undefined : JSON.parse(text));

/** What a refusal says, which may be a gateway's page. */
function readable(text) {
  try {
    return jsonOf(text);
  } catch {
    return text;
  }
}

module.exports = { Api, Lost, Refused, isUnclear };
