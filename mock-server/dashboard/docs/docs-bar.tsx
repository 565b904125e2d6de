interface DocsBarProps {
  readonly apis: readonly string[];
  readonly api: string;
  readonly worlds: readonly string[];
  readonly world: string;
  readonly search: string;
  readonly onApi: (api: string) => void;
  readonly onWorld: (world: string) => void;
  readonly onSearch: (text: string) => void;
}

/** The bar above the documentation: back to the dashboard, which API, called in which world, and a search. */
export function DocsBar({ apis, api, worlds, world, search, onApi, onWorld, onSearch }: DocsBarProps) {
  return (
    <header class="docs-bar">
      <a class="brand" href={`/#/${encodeURIComponent(world)}`}>
        <img src="/__admin/ui/emblem.svg" alt="" width="24" height="24" />
        Dashboard
      </a>
      <ChoiceOf label="API" values={apis} value={api} onChoose={onApi} />
      <ChoiceOf label="World" values={worlds} value={world} onChoose={onWorld} />
      <label class="docs-search">
        <span>Find an operation</span>
        <input
          type="search"
          autocomplete="off"
          spellcheck={false}
          value={search}
          onInput={({ currentTarget }) => onSearch(currentTarget.value)}
        />
      </label>
    </header>
  );
}

interface ChoiceOfProps {
  readonly label: string;
  readonly values: readonly string[];
  readonly value: string;
  readonly onChoose: (value: string) => void;
}

/** A choice; what the address names and nothing is stands among the rest, so that what is shown is what is meant. */
function ChoiceOf({ label, values, value, onChoose }: ChoiceOfProps) {
  return (
    <label>
      <span>{label}</span>
      <select value={value} onChange={({ currentTarget }) => onChoose(currentTarget.value)}>
        {[...(values.includes(value) ? [] : [value]), ...values].map(name => (
          <option key={name} value={name} selected={name === value}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
