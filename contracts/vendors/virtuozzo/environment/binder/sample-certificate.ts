/** A certificate of nobody, signed by itself, and its key: what examples send. Good until October 2048. */
export const sampleCertificate = {
  key: [
    '-----BEGIN PRIVATE KEY-----',
    'MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgUWlW3tlOEqRey7E2',
    'EUZBAk12NP/z5ONkFgGrM4T1nVihRANCAAS2F8ir7y/dHVIzEobVCo+9V04nfS/3',
    'bUG/52R3PNnP+FygVCDVPNr5PuV+WXfCpB8kicHHqzaQ0khIrWesblaF',
    '-----END PRIVATE KEY-----',
  ].join('\n'),
  cert: [
    '-----BEGIN CERTIFICATE-----',
    'MIICATCCAaigAwIBAgIUFocTGYWXP1INWkxnH49n2+mT8hcwCgYIKoZIzj0EAwIw',
    'NjETMBEGA1UECgwKSG9zdGRvdWJsZTEfMB0GA1UEAwwWaG9zdGRvdWJsZS5leGFt',
    'cGxlLmNvbTAeFw0yNjExMjgxMDE3MTZaFw00ODEwMjMxMDE3MTZaMDYxEzARBgNV',
    'BAoMCkhvc3Rkb3VibGUxHzAdBgNVBAMMFmhvc3Rkb3VibGUuZXhhbXBsZS5jb20w',
    'WTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAS2F8ir7y/dHVIzEobVCo+9V04nfS/3',
    'bUG/52R3PNnP+FygVCDVPNr5PuV+WXfCpB8kicHHqzaQ0khIrWesblaFo4GTMIGQ',
    'MB0GA1UdDgQWBBS7Tfb3nCnN6Ngxw/0nz6V6C5tLuDAfBgNVHSMEGDAWgBS7Tfb3',
    'nCnN6Ngxw/0nz6V6C5tLuDAPBgNVHRMBAf8EBTADAQH/MD0GA1UdEQQ2MDSCFmhv',
    'c3Rkb3VibGUuZXhhbXBsZS5jb22CGnd3dy5ob3N0ZG91YmxlLmV4YW1wbGUuY29t',
    'MAoGCCqGSM49BAMCA0cAMEQCIHSCBDFry0bUx0bC5v33GtER0G7yToa/FioH0a3D',
    'PchQAiBcd4jwqjrWKGcOlk64RuFgBIBCzzNA5BkxZ3/V8eciSg==',
    '-----END CERTIFICATE-----',
  ].join('\n'),
} as const;
