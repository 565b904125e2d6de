import { z } from 'zod';
import { nameSchemas } from '../../../../core/document-marks.js';
import { client } from '../../../../core/evidence.js';
import { defineOperations } from '../../../../core/operation.js';
import { defineResource } from '../../../../core/resource.js';
import { read, secret } from '../../../../core/wire.js';
import { done, envName, given, ids, sample, target } from '../../common.js';
import { docs } from '../../docs.js';
import { routes } from '../../routes.js';
import { certList, oneCert, sslCustom } from './certificate-schemas.js';
import { externalDomains } from './hostname.js';
import { sampleCertificate } from './sample-certificate.js';

const { envName: ENVIRONMENT } = sample;
const named = z.object({ ...target, ...envName });

nameSchemas({ CertificateNamed: named });
const maybeNamed = z.object({ ...target, envName: given(z.string()) });

/** Text of certificates or of a key between its BEGIN and END lines. */
const LONGEST = 65_536;
const pem = () => z.string().max(LONGEST);
const privateKey = () => secret(pem().min(1));
const certificate = () => pem().min(1);

const extDomains = () => given(externalDomains());

const { key, cert } = sampleCertificate;

/** environment.binder: certificates of an account, and the one that an environment answers with itself. */
export const certificateCalls = defineOperations(routes.binder, {
  addSslCert: {
    summary:
      'Adds a certificate with its key to the account. One that cannot be read or that the key does not fit is refused.',
    docs: docs.letsEncrypt,
    effect: 'write',
    rules: ['`cert`, `key` and `interm` are PEM texts that belong together.'],
    query: maybeNamed.extend({ key: privateKey(), cert: certificate(), interm: given(pem()) }),
    responses: { 200: oneCert },
    failures: ['quota', 'notFound'],
    example: { query: { envName: ENVIRONMENT, key, cert } },
    keeps: [{ read: 'binder.getSslCerts', at: '$.sslCerts[*].id', of: '$.sslCert.id' }],
  },
  editSslCert: {
    summary: 'Puts another certificate, key or intermediate certificate in place of those that were added.',
    docs: docs.openapi,
    effect: 'write',
    rules: ['`cert`, `key` and `interm` are PEM texts that belong together.'],
    query: maybeNamed.extend({
      id: read.integer(),
      key: secret(given(pem())),
      cert: given(pem()),
      /** Empty, `null` and `none` take the intermediate certificate away. */
      interm: pem().optional(),
    }),
    responses: { 200: oneCert },
    failures: ['notFound'],
    example: { query: { envName: ENVIRONMENT, id: '1', key, cert } },
    checkedWith: { query: { id: '{certId}' } },
  },
  getSslCerts: {
    summary: 'The certificates of the account, without their keys.',
    docs: docs.letsEncrypt,
    effect: 'read',
    query: maybeNamed.extend({ ids: given(ids()) }),
    responses: { 200: certList },
    failures: ['notFound'],
    example: { query: {} },
  },
  removeSslCerts: {
    summary: 'Deletes certificates, bound ones too; `*` means all of the account.',
    docs: docs.letsEncrypt,
    effect: 'destroy',
    query: maybeNamed.extend({ ids: z.union([z.literal('*'), ids()]) }),
    responses: { 200: done },
    failures: ['notFound'],
    example: { query: { envName: ENVIRONMENT, ids: '1' } },
    checkedWith: { query: { ids: '{certId}' } },
    sources: { ids: { read: 'binder.getSslCerts', at: '$.sslCerts[*].id' } },
  },
  bindSslCert: {
    summary: 'Has domains of an environment answer with a certificate, or with the entry point ENV its own nodes.',
    docs: docs.letsEncrypt,
    effect: 'write',
    query: named.extend({
      certId: read.integer(),
      /** The shared balancer unless ENV is said. */
      entryPoint: given(client(read.word(['SLB', 'ENV']))),
      extDomains: extDomains(),
    }),
    responses: { 200: done },
    failures: ['notFound'],
    example: { query: { envName: ENVIRONMENT, certId: '1', entryPoint: 'SLB', extDomains: 'www.example.com' } },
    checkedWith: { query: { extDomains: '{extdomain}' } },
  },
  unbindSslCert: {
    summary: 'Takes the certificates from these domains; without any, that of the environment itself.',
    docs: docs.openapi,
    effect: 'write',
    query: named.extend({ extDomains: extDomains() }),
    responses: { 200: done },
    failures: ['notFound'],
    example: { query: { envName: ENVIRONMENT, extDomains: 'www.example.com' } },
    checkedWith: { query: { extDomains: '{extdomain}' } },
  },
  bindSsl: {
    summary: 'Has an environment answer with this certificate.',
    docs: docs.letsEncrypt,
    effect: 'write',
    query: named.extend({ cert_key: privateKey(), cert: certificate(), intermediate: given(pem()) }),
    responses: { 200: sslCustom },
    failures: ['notFound'],
    example: { query: { envName: ENVIRONMENT, cert_key: key, cert, intermediate: cert } },
    keeps: [{ read: 'binder.getSsl', at: '$.sslCustom.id', of: '$.sslCustom.id' }],
  },
  getSsl: {
    summary: 'The certificate that an environment answers with itself, if it has one, and its key.',
    docs: docs.openapi,
    effect: 'read',
    query: named,
    responses: { 200: sslCustom },
    failures: ['notFound'],
    example: { query: { envName: ENVIRONMENT } },
  },
  disableSsl: {
    summary: 'Has an environment answer without its certificate, which it keeps.',
    docs: docs.openapi,
    effect: 'write',
    query: named,
    responses: { 200: done },
    failures: ['notFound'],
    example: { query: { envName: ENVIRONMENT } },
  },
  deleteSsl: {
    summary: 'Takes the certificate of an environment away.',
    docs: docs.openapi,
    effect: 'destroy',
    query: named,
    responses: { 200: done },
    failures: ['notFound'],
    example: { query: { envName: ENVIRONMENT } },
  },
  removeSsl: {
    summary: 'Takes the certificate of an environment away, as deleteSsl does.',
    docs: docs.letsEncrypt,
    effect: 'destroy',
    query: named,
    responses: { 200: done },
    failures: ['notFound'],
    example: { query: { envName: ENVIRONMENT } },
  },
});

defineResource(certificateCalls, {
  create: 'addSslCert',
  ids: { certId: '$.sslCert.id' },
  destroy: 'removeSslCerts',
  destroyWith: { query: { ids: '{certId}' } },
  gone: { read: 'getSslCerts', at: '$.sslCerts[*].id' },
});
