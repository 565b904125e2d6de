/** As much of Swagger UI as the documentation uses. https://github.com/swagger-api/swagger-ui/tree/master/docs */
declare module 'swagger-ui-dist/swagger-ui-es-bundle.js' {
  /** A map of Immutable.js. */
  export interface ViewerMap {
    get(name: string): unknown;
    set(name: string, value: unknown): ViewerMap;
  }

  /** Operations by tag: a tag has `operations`, a list of maps with `path`, `method` and `operation`. */
  export interface ViewerTags {
    map(change: (tag: ViewerMap, name: string) => ViewerMap): ViewerTags;
    filter(keep: (tag: ViewerMap) => boolean): ViewerTags;
  }

  type IsShown = (thing: unknown, isDefault?: boolean) => boolean;

  /** A running viewer. */
  export interface ViewerSystem {
    readonly specActions: {
      updateSpec(text: string): void;
      updateJsonSpec(document: unknown): void;
      updateLoadingStatus(status: 'loading' | 'success'): void;
    };
    readonly layoutActions: { updateFilter(text: string): void };
    readonly layoutSelectors: { currentFilter(): unknown };
    readonly authActions: { logout(schemes: readonly string[]): void };
    /** The React that the viewer is made with. */
    readonly React: { createElement(tag: unknown, props: object, text?: string): unknown };
    /** Does nothing for a scheme that the document does not have. */
    preauthorizeApiKey(scheme: string, value: string): void;
  }

  /** What is put in the place of the viewer's own. */
  export interface ViewerPlugin {
    readonly fn?: {
      readonly opsFilter?: (tags: ViewerTags, text: string) => ViewerTags;
      readonly resolveSubtree?: (
        document: unknown,
        path: readonly (string | number)[],
      ) => Promise<{ readonly spec: unknown; readonly errors: readonly Error[] }>;
    };
    readonly components?: Readonly<Record<string, (props: { readonly text?: string }) => unknown>>;
    readonly wrapComponents?: {
      readonly ParameterIncludeEmpty?: (own: unknown) => (props: { readonly isIncludedOptions?: object }) => unknown;
    };
    readonly statePlugins?: {
      readonly spec?: {
        readonly wrapActions?: {
          readonly parseToJson?: (before: unknown, system: ViewerSystem) => (text: string) => void;
        };
      };
      readonly layout?: {
        readonly wrapSelectors?: {
          /** What is wrapped has the state with it. */
          readonly isShown?: (
            before: IsShown,
            system: ViewerSystem,
          ) => (state: unknown, ...of: Parameters<IsShown>) => boolean;
        };
      };
    };
  }

  interface Options {
    readonly domNode: HTMLElement;
    readonly layout: 'BaseLayout';
    readonly plugins: readonly ((system: ViewerSystem) => ViewerPlugin)[];
    readonly deepLinking: boolean;
    readonly displayOperationId: boolean;
    readonly displayRequestDuration: boolean;
    readonly docExpansion: 'none' | 'list';
    readonly defaultModelsExpandDepth: number;
    readonly filter: boolean;
    readonly persistAuthorization: boolean;
    readonly showExtensions: boolean;
    readonly syntaxHighlight: { readonly activated: boolean; readonly theme: 'obsidian' };
    readonly tryItOutEnabled: boolean;
    readonly validatorUrl: null;
  }

  export default function SwaggerUI(options: Options): ViewerSystem;
}
