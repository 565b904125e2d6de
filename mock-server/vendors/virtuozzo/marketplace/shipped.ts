/** A manifest that the marketplace of every world has. All are of our own writing. */
export interface Shipped {
  readonly id: string;
  /** The last word of the addresses that lead to it. */
  readonly file: string;
  readonly text: string;
}

const blog: Shipped = {
  id: 'hostdouble-blog',
  file: 'blog.jps',
  text: `type: install
id: hostdouble-blog
name: Blog
description: A blog on PHP with its own database.
categories:
  - apps/cms
appVersion: "1.0"
settings:
  fields:
    - type: string
      name: title
      caption: Title
      default: My blog
globals:
  DB_USER: blog-\${fn.random(1000,9999)}
  DB_PASS: \${fn.password(12)}
nodes:
  - nodeType: apache2
    nodeGroup: cp
    count: 1
    cloudlets: 8
    env:
      BLOG_TITLE: \${settings.title}
  - nodeType: mysql
    nodeGroup: sqldb
    count: 1
    fixedCloudlets: 1
    cloudlets: 8
onInstall:
  - setGlobals:
      DB_HOST: \${nodes.sqldb.master.address}
  - log: The database answers at \${globals.DB_HOST}.
startPage: admin/
success: |
  **Admin page**: [\${env.url}admin/](\${env.url}admin/)  
  **Database user**: \${globals.DB_USER}  
  **Database password**: \${globals.DB_PASS}
`,
};

const nodeApp: Shipped = {
  id: 'hostdouble-node-app',
  file: 'node-app.jps',
  text: `type: install
id: hostdouble-node-app
name: Node.js application
description: An application server of Node.js, as many as are wanted.
categories:
  - apps/languages
settings:
  fields:
    - type: spinner
      name: nodes
      caption: Nodes
      min: 1
      max: 10
      default: 1
nodes:
  - nodeType: nodejs
    nodeGroup: cp
    count: \${settings.nodes}
    cloudlets: 8
success: "The application answers at \${env.url}"
`,
};

const redis: Shipped = {
  id: 'hostdouble-redis',
  file: 'redis.jps',
  text: `type: install
id: hostdouble-redis
name: Redis
description: Redis in a container of its image.
categories:
  - apps/databases
settings:
  fields:
    - type: string
      name: tag
      caption: Tag
      default: "7.2"
nodes:
  - nodeGroup: cache
    image: redis:\${settings.tag}
    cloudlets: 8
    volumes:
      - /data
success:
  email: false
  text: "**Address**: \${nodes.cache.address}:6379"
`,
};

const banner: Shipped = {
  id: 'hostdouble-banner',
  file: 'banner.jps',
  text: `type: update
id: hostdouble-banner
name: Banner
description: Writes a line that is shown to whoever signs in to a node.
categories:
  - apps/dev-and-admin-tools
settings:
  fields:
    - type: string
      name: text
      caption: Text
      default: Welcome
onInstall:
  show:
    text: \${settings.text}
onUninstall:
  cmd [\${targetNodes.nodeGroup:*}]: rm -f /etc/motd
actions:
  show:
    cmd [\${targetNodes.nodeGroup:*}]: echo "\${this.text}" > /etc/motd
  configure:
    show:
      text: \${settings.text}
buttons:
  - caption: Configure
    action: configure
    settings: main
success: The banner says \${settings.text}.
`,
};

const note: Shipped = {
  id: 'hostdouble-note',
  file: 'note.jps',
  text: `type: update
id: hostdouble-note
name: Note
description: Keeps a note about an environment, and touches none of its nodes.
categories:
  - apps/dev-and-admin-tools
settings:
  fields:
    - type: string
      name: text
      caption: Text
      default: Nothing yet
onInstall:
  - setGlobals:
      note: \${settings.text}
  - log: \${env.envName} has the note \${globals.note}
actions:
  change:
    - setGlobals:
        note: \${this.text}
    - return:
        type: success
        message: \${globals.note}
success: "Noted: \${globals.note}"
`,
};

export const shipped: readonly Shipped[] = [blog, nodeApp, redis, banner, note];
