// The health check of the image: exits with 0 when the server of this container may be sent calls, else with 1. It goes by
// the environment that the server has: a port that stands among its flags alone is not known here.
import http from 'node:http';
import https from 'node:https';

const { HOSTDOUBLE_PORT: port = '4850', HOSTDOUBLE_TLS: tls, HOSTDOUBLE_TLS_CERT: cert } = process.env;
const isSecure = /^(true|1|on|yes)$/i.test(tls ?? '') || cert !== undefined;
const url = `${isSecure ? 'https' : 'http'}://127.0.0.1:${port}/__admin/health/ready`;
// Its own certificate need not be trusted here: nothing is sent.
(isSecure ? https : http)
  .get(url, { rejectUnauthorized: false, timeout: 2500 }, ({ statusCode }) => process.exit(statusCode === 200 ? 0 : 1))
  .on('timeout', () => process.exit(1))
  .on('error', () => process.exit(1));
