/** A certificate for shop.example.org that names Let's Encrypt as its issuer and ran out at the end of February 2027. */
export const shopCert = [
  '-----BEGIN CERTIFICATE-----',
  'MIIB2DCCAX6gAwIBAgIUVUot2vp8AZ3Blul83wS3objI+ZwwCgYIKoZIzj0EAwIw',
  'MzEWMBQGA1UECgwNTGV0J3MgRW5jcnlwdDEZMBcGA1UEAwwQc2hvcC5leGFtcGxl',
  'Lm9yZzAeFw0yNjExMjgxMDE3MTZaFw0yNzAyMjYxMDE3MTZaMDMxFjAUBgNVBAoM',
  'DUxldCdzIEVuY3J5cHQxGTAXBgNVBAMMEHNob3AuZXhhbXBsZS5vcmcwWTATBgcq',
  'hkjOPQIBBggqhkjOPQMBBwNCAASoXtbKtsc0uUz0r8PbnYUI2aypzhMOiD89Opt5',
  'ewIc7qAo7C/PqmIStB/lcvJqCsO0vLxlm7qyZDy7HnmjUaR8o3AwbjAdBgNVHQ4E',
  'FgQUYLQwEn4Rrq8X/Gg77xlxgORL+mAwHwYDVR0jBBgwFoAUYLQwEn4Rrq8X/Gg7',
  '7xlxgORL+mAwDwYDVR0TAQH/BAUwAwEB/zAbBgNVHREEFDASghBzaG9wLmV4YW1w',
  'bGUub3JnMAoGCCqGSM49BAMCA0gAMEUCIQCEzMmbMHShqLpGBwXkoQ+1ssir3McV',
  'lbmHHI2uL2LtLgIgBFUcx/AKutkj6F9AV0nmtNOhfOjpbVGKqecA5dfBa0o=',
  '-----END CERTIFICATE-----',
].join('\n');

/** Its key. */
export const shopKey = [
  '-----BEGIN PRIVATE KEY-----',
  'MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQghyldJUVbt4MXmci6',
  '2mmqm1k5TI7ph4i1AsJvQ8rOqh6hRANCAASoXtbKtsc0uUz0r8PbnYUI2aypzhMO',
  'iD89Opt5ewIc7qAo7C/PqmIStB/lcvJqCsO0vLxlm7qyZDy7HnmjUaR8',
  '-----END PRIVATE KEY-----',
].join('\n');
