import { credentialWays } from '../../../contracts/core/credential-ways.js';
import { CopyButton } from '../parts/copy-button.js';
import { inWords } from '../parts/in-words.js';
import { Switch } from '../parts/switch.js';
import type { ShownWorld } from '../server/worlds.js';

interface AddressesProps {
  readonly world: ShownWorld;
  readonly vendor: string;
  /** Whether credentials are shown as they are. */
  readonly isShown: boolean;
  readonly onShow: (isShown: boolean) => void;
}

/** Where a vendor is reached in a world, and by which credentials; those that are refused, too. */
export function Addresses({ world, vendor, isShown, onShow }: AddressesProps) {
  const { urls, credentials } = world;
  const ways = Object.entries(credentials.others[vendor] ?? {});
  return (
    <>
      <div class="worlds-values">
        <Value name="Address" of={vendor} text={urls[vendor] ?? ''} isShown />
        {Object.entries(credentials[vendor] ?? {}).map(([name, value]) => (
          <Value key={name} name={inWords(name)} of={vendor} text={value} isShown={isShown} />
        ))}
      </div>
      <Switch label="Show credentials" isOn={isShown} onChange={onShow} />
      {ways.length > 0 && (
        <details class="worlds-refused">
          <summary>Credentials that are refused or limited</summary>
          {ways.map(([way, values]) => (
            <section key={way} aria-label={inWords(way)}>
              <h3>{inWords(way)}</h3>
              <p class="dim">{meaningOf(way)}</p>
              <div class="worlds-values">
                {Object.entries(values).map(([name, value]) => (
                  <Value
                    key={name}
                    name={inWords(name)}
                    of={`${vendor}, ${inWords(way)}`}
                    text={value}
                    isShown={isShown}
                  />
                ))}
              </div>
            </section>
          ))}
        </details>
      )}
    </>
  );
}

const meaningOf = (way: string): string => new Map<string, string>(Object.entries(credentialWays)).get(way) ?? '';

interface ValueProps {
  readonly name: string;
  /** Whose it is, for those who do not see what it stands under. */
  readonly of: string;
  readonly text: string;
  readonly isShown: boolean;
}

/** Something to copy, by its name. */
const Value = ({ name, of, text, isShown }: ValueProps) => (
  <div class="worlds-value">
    <span class="worlds-name">{name}</span>
    <code>{isShown ? text : HIDDEN}</code>
    <CopyButton text={text} label={`Copy the ${name} of ${of}`} />
  </div>
);

/** Stands for a credential, whatever its length. */
export const HIDDEN = '••••••••••••';
