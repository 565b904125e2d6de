const { Api } = require('./api.js');
const { next } = require('./gpus.js');

/** Applications on a Virtuozzo platform. It answers 200 whatever happened, and says in `result` what did. */
class Apps {
  constructor({ url, session, sleep, timeout }) {
    this.session = session;
    this.api = new Api({ url, headers: {}, sleep, timeout });
  }

  async call(method, input) {
    const at = method.lastIndexOf('/');
    const texts = Object.entries(input).map(([name, value]) => [
      name,
      typeof value === 'object' ? JSON.stringify(value) : `${value}`,
    ]);
    const form = new URLSearchParams([['session', this.session], ...texts]);
    const answer = await this.api.call('POST', `/${method.slice(0, at)}/rest${method.slice(at)}`, form);
    if (answer.result !== 0) throw new Error(`${method} failed with ${answer.result}: ${answer.error}`);
    return answer;
  }

  create(shortdomain, ...nodes) {
    return this.call('environment/control/createenvironment', { env: { shortdomain }, nodes });
  }

  /** What all environments cost in a month, in cents. */
  async bill(month) {
    const window = { starttime: `${month}-01 00:00:00`, endtime: `${next(month)}-01 00:00:00`, period: 'MONTH' };
    const { array } = await this.call('billing/account/getaccountbillinghistorybyperiod', window);
    return Math.round(array.reduce((sum, { cost }) => sum + cost, 0) * 100);
  }
}

module.exports = { Apps };
