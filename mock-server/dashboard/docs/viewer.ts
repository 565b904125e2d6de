import SwaggerUI, {
  type ViewerMap,
  type ViewerPlugin,
  type ViewerSystem,
} from 'swagger-ui-dist/swagger-ui-es-bundle.js';
import 'swagger-ui-dist/swagger-ui.css';
import './viewer.css';
import { mend } from './mend.js';
import { filledIn, type OpenApiDocument, operationsOf } from './openapi-document.js';
import { partAt, withoutReferences } from './references.js';

/** What is shown: a document, and what its calls are signed with, by the names of its security schemes; others are not sent. */
export interface ShownDocument {
  readonly document: OpenApiDocument;
  readonly credentials: Readonly<Record<string, string>>;
}

/** A viewer of a document, once it stands on the page. */
export interface Viewer {
  /** Shows a document, or the same with other credentials or another server. */
  show(shown: ShownDocument): void;
  /** Shows only the operations in which these words stand. */
  search(text: string): void;
}

/** So many operations are listed at once; of more only their groups. */
const LISTED = 60;

/** Letters from which on what is found is listed, too. */
const SEARCHED = 2;

/** Puts a viewer into an element of the page. */
export function createViewer(domNode: HTMLElement, document: OpenApiDocument): Viewer {
  const viewer = SwaggerUI({
    domNode,
    layout: 'BaseLayout',
    plugins: [ownWays],
    deepLinking: true,
    displayOperationId: true,
    displayRequestDuration: true,
    docExpansion: operationsOf(document).length > LISTED ? 'none' : 'list',
    defaultModelsExpandDepth: -1,
    filter: true,
    persistAuthorization: false,
    showExtensions: true,
    syntaxHighlight: { activated: true, theme: 'obsidian' },
    tryItOutEnabled: true,
    // Otherwise it asks a server of its maker whether the document is valid.
    validatorUrl: null,
  });
  mend(domNode);
  let signedWith: readonly string[] = [];
  return {
    show({ document: shown, credentials }) {
      viewer.specActions.updateSpec(JSON.stringify(shown));
      viewer.specActions.updateLoadingStatus('success');
      if (signedWith.length > 0) viewer.authActions.logout(signedWith);
      signedWith = Object.keys(credentials);
      for (const [scheme, value] of Object.entries(credentials)) viewer.preauthorizeApiKey(scheme, value);
    },
    search(text) {
      viewer.layoutActions.updateFilter(text.trim());
    },
  };
}

interface OperationList {
  readonly size: number;
  filter(keep: (entry: ViewerMap) => boolean): OperationList;
}
const isList = (value: unknown): value is OperationList =>
  typeof value === 'object' && value !== null && 'size' in value;
const isMap = (value: unknown): value is ViewerMap => typeof value === 'object' && value !== null && 'get' in value;

/** What is done otherwise than the viewer does it. */
const ownWays = ({ React }: ViewerSystem): ViewerPlugin => ({
  fn: {
    // Its own finds nothing by what an operation does.
    opsFilter(tags, text) {
      const wanted = text.toLowerCase().split(/\s+/);
      const isWanted = (tag: string, entry: ViewerMap): boolean => {
        const said = `${tag} ${wordsOf(entry)}`.toLowerCase();
        return wanted.every(word => said.includes(word));
      };
      return tags
        .map((tag, name) => {
          const operations = tag.get('operations');
          return isList(operations)
            ? tag.set(
                'operations',
                operations.filter(entry => isWanted(name, entry)),
              )
            : tag;
        })
        .filter(tag => {
          const operations = tag.get('operations');
          return isList(operations) && operations.size > 0;
        });
    },
    resolveSubtree: (document, path) =>
      Promise.resolve({ spec: filledIn(withoutReferences(document, partAt(document, path))), errors: [] }),
  },
  components: {
    // The search in the bar of the page stands for it.
    FilterContainer: () => null,
    // Its own is a link in a button, which no screen reader can tell. The button leads to the same address.
    DeepLink: ({ text }) => React.createElement('span', {}, text),
  },
  wrapComponents: {
    // Its own has a form send all that is empty, unless each field is told not to.
    ParameterIncludeEmpty: Own => given =>
      React.createElement(Own, { ...given, isIncludedOptions: { ...given.isIncludedOptions, defaultValue: false } }),
  },
  statePlugins: {
    spec: {
      wrapActions: {
        // Its own reads YAML, which takes a second for what JSON takes 20 ms.
        parseToJson:
          (_, { specActions }) =>
          text =>
            specActions.updateJsonSpec(JSON.parse(text)),
      },
    },
    layout: {
      wrapSelectors: {
        isShown:
          (before, { layoutSelectors }) =>
          (_, thing, isDefault = false) => {
            const text = layoutSelectors.currentFilter();
            const isSearched = typeof text === 'string' && text.length >= SEARCHED;
            const isTag = Array.isArray(thing) && thing[0] === 'operations-tag';
            return before(thing, isDefault || (isSearched && isTag));
          },
      },
    },
  },
});

/** The words that an operation is found by. */
function wordsOf(entry: ViewerMap): string {
  const operation = entry.get('operation');
  const told = isMap(operation) ? [operation.get('summary'), operation.get('operationId')] : [];
  return [entry.get('method'), entry.get('path'), ...told].join(' ');
}
