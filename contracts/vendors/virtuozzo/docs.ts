/** Public pages that document these calls, by service. Where no page documents a method, a public client's source stands. */
export const docs = {
  overview: 'https://accuweb.cloud/resource/articles/platform-api',
  authentication: 'https://accuweb.cloud/api/docs/latest/quick-reference/quickstart-authentication',
  users: 'https://accuweb.cloud/api/docs/latest/users/account',
  history: 'https://accuweb.cloud/api/docs/latest/quick-reference/quickstart-billing-account',
  account: 'https://accuweb.cloud/api/?p=2746',
  control: 'https://accuweb.cloud/api/docs/latest/environment/environment-control_1',
  environments: 'https://accuweb.cloud/api/docs/latest/environment/environment-control_1/environment-control-env',
  creation: 'https://accuweb.cloud/api/docs/latest/quick-reference/quickstart-environment-server',
  /** The OpenAPI text of version 8.0.2. */
  openapi: 'https://github.com/CustomScripts/jelastic-api',
  /** Texts of the dashboard, by result code. */
  texts: 'https://github.com/jelastic/localizations',
  calculator: 'https://github.com/jelastic/jelastic-calculator-widget',
  pyJelastic: 'https://github.com/Onemind-Services-LLC/py-jelastic',
  softozor: 'https://github.com/softozor/jelastic-client',
  jelapi: 'https://github.com/liip/jelapi',
  maven: 'https://github.com/jelastic/jelastic-maven-plugin',
  exporter: 'https://github.com/anirudhatalmale6-alt/jelastic-billing-export',
  backup: 'https://github.com/jelastic-jps/backup-addon',
  ruby: 'https://github.com/visualitypl/jelastic',
  letsEncrypt: 'https://github.com/jelastic-jps/lets-encrypt',
  triggers: 'https://docs.cloudscripting.com/creating-manifest/events/',
  gitPushDeploy: 'https://github.com/jelastic-jps/git-push-deploy',
} as const satisfies Record<string, `https://${string}`>;
