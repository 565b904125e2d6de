// Names of a resource and of its operations, from what the command line and the vendor's routes say.

const capital = text => text[0].toUpperCase() + text.slice(1);

/** `environment/load-balancers`: how deep it stands, its group, and the words for one and for several. */
export function wordsOf(resource) {
  const parts = resource.split('/');
  const file = parts.pop();
  const several = file.replaceAll(/-([a-z0-9])/g, (_, letter) => letter.toUpperCase());
  const one = singularOf(several);
  return { resource, depth: parts.length, group: several, several, one, type: capital(one) };
}

function singularOf(name) {
  if (/ies$/.test(name)) return name.replace(/ies$/, 'y');
  if (/(ss|x|ch|sh)es$/.test(name)) return name.slice(0, -2);
  return /[^s]s$/.test(name) ? name.slice(0, -1) : `${name}Item`;
}

/** How the four operations are told from others of a group: by the shape of their routes, or by their names. */
const shapes = {
  list: /^GET ([^{}]+)$/,
  create: /^POST ([^{}]+)$/,
  show: /^GET ([^{}]+)\/\{(\w+)\}$/,
  delete: /^DELETE ([^{}]+)\/\{(\w+)\}$/,
};
const names = {
  list: /^(list|getAll|get\w*s$)/,
  create: /^(create|add)/,
  show: /^(show|get\w*[^s]$)/,
  delete: /^(delete|remove)/,
};

/** The operations to describe: `{ list: { name, param }, … }`. */
export function operationsOf(routes, byName) {
  const found = {};
  const collection = Object.values(routes)
    .map(route => shapes.create.exec(route)?.[1])
    .find(path => path !== undefined && Object.values(routes).includes(`GET ${path}`));
  for (const [name, route] of Object.entries(routes))
    for (const kind of Object.keys(shapes)) {
      const [, path, param] = shapes[kind].exec(route) ?? [];
      if (byName ? names[kind].test(name) : path !== undefined && (collection ?? path) === path)
        found[kind] ??= { name, param: byName ? /\{(\w+)\}/.exec(route)?.[1] : param };
    }
  return found;
}
