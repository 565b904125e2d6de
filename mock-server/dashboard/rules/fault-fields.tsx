import { closings, transports } from '../../../contracts/core/transports.js';
import { AreaField } from '../parts/area-field.js';
import { ChoiceField, TextField } from '../parts/fields.js';
import { Switch } from '../parts/switch.js';
import { type Wrongs, wrongAt } from './checked.js';
import { delayAsOf, delays, type FaultDraft } from './fault-draft.js';

interface FaultFieldsProps {
  readonly draft: FaultDraft;
  readonly wrongs: Wrongs;
  readonly onChange: (change: Partial<FaultDraft>) => void;
}

/** Those fields of the form that hold a text. */
type TextName = {
  [Name in keyof FaultDraft]: FaultDraft[Name] extends string
    ? string extends FaultDraft[Name]
      ? Name
      : never
    : never;
}[keyof FaultDraft];

interface TypedProps extends FaultFieldsProps {
  readonly name: TextName;
  /** The member of what is sent; default: the name. */
  readonly member?: string;
  /** What is wrong where nothing is wrong with that member alone. */
  readonly error?: string | undefined;
  readonly label: string;
  readonly hint?: string;
}

const Typed = ({ draft, wrongs, onChange, name, member = name, error, label, hint }: TypedProps) => (
  <TextField
    label={label}
    error={wrongAt(wrongs, member) ?? error}
    value={draft[name]}
    onChange={value => onChange({ [name]: value })}
    {...(hint !== undefined && { hint })}
  />
);

const isDelay = (text: string): text is keyof typeof delays => Object.hasOwn(delays, text);

const bodies = { '': 'As is usual for it', vendor: 'The vendor’s own', gateway: 'A page of the gateway' } as const;
const isBody = (text: string): text is keyof typeof bodies => Object.hasOwn(bodies, text);

/** How the answer of a failure is, beside its kind. */
export const AnswerFields = (props: FaultFieldsProps) => (
  <>
    <Typed {...props} name="status" label="Status" hint="400 to 599, in place of the vendor’s own" />
    <ChoiceField
      label="Body"
      value={isBody(props.draft.body) ? props.draft.body : ''}
      options={bodies}
      error={props.wrongs.body}
      onChange={body => props.onChange({ body })}
    />
    <Typed {...props} name="text" label="Sentence" hint="In place of the vendor’s own words" />
    <Typed {...props} name="as" label="Code" hint="The vendor’s own, such as a result number" />
    <Typed {...props} name="retryAfter" label="Retry-After" hint="Seconds, PT7S or an instant" />
    <div class="rules-wide">
      <AreaField
        label="Headers"
        hint="One a line: x-request-id: 42"
        rows={2}
        error={wrongAt(props.wrongs, 'headers')}
        value={props.draft.headers}
        onChange={headers => props.onChange({ headers })}
      />
    </div>
  </>
);

/** How long the answer waits. */
export function DelayFields(props: FaultFieldsProps) {
  const { draft, wrongs, onChange } = props;
  const delayAs = delayAsOf(draft);
  const { none: _, ...waiting } = delays;
  const options: Readonly<Record<string, string>> = draft.way === 'waits' ? waiting : delays;
  return (
    <>
      <ChoiceField
        label={draft.way === 'waits' ? 'How long' : 'When it is answered'}
        value={delayAs}
        options={options}
        onChange={value => isDelay(value) && onChange({ delayAs: value })}
      />
      {delayAs === 'fixed' && <Typed {...props} name="delay" label="Delay" hint="PT0.5S, PT2M" />}
      {delayAs === 'spread' && (
        <>
          <Typed {...props} name="shortest" member="delay.from" label="Shortest" hint="PT0.2S" />
          <Typed {...props} name="longest" member="delay.to" label="Longest" hint="PT3S" error={wrongs.delay} />
        </>
      )}
      {delayAs === 'median' && (
        <>
          <Typed {...props} name="median" member="delay.median" label="Median" hint="PT0.2S" />
          <Typed
            {...props}
            name="p95"
            member="delay.p95"
            label="p95"
            hint="One in twenty waits longer: PT2S"
            error={wrongs.delay}
          />
        </>
      )}
      {delayAs !== 'none' && (
        <Switch
          label="Passes at once, on the clock of the world"
          isOn={draft.isVirtual}
          onChange={isVirtual => onChange({ isVirtual })}
        />
      )}
    </>
  );
}

const ofTransports = Object.fromEntries(transports.map(name => [name, name]));
const ends: Readonly<Record<string, string>> = {
  '': 'Before the head',
  ...Object.fromEntries(closings.map(one => [one, one])),
};

/** How a connection is broken. */
export const BrokenFields = (props: FaultFieldsProps) => {
  const { draft, wrongs, onChange } = props;
  return (
    <>
      <ChoiceField
        label="How it breaks"
        value={draft.transport}
        options={ofTransports}
        error={wrongs.transport}
        onChange={transport => onChange({ transport })}
      />
      {draft.transport === 'close' && (
        <ChoiceField label="Where" value={draft.at} options={ends} onChange={at => onChange({ at })} />
      )}
      {draft.transport === 'truncate' && (
        <Typed {...props} name="bytes" label="Bytes that are sent" hint="Default: half" />
      )}
      {draft.transport === 'wrongLength' && <Typed {...props} name="by" label="Wrong by" hint="Default: 10 bytes" />}
      {draft.transport === 'slow' && (
        <Typed {...props} name="bytesPerSecond" label="Bytes a second" hint="Default: 100" />
      )}
    </>
  );
};

/** When a task fails. */
export const TaskFields = (props: FaultFieldsProps) => (
  <>
    <Typed {...props} name="after" label="So long after it began" hint="PT30S; empty for its end" />
    <Typed {...props} name="step" label="Or at its step" hint="A step of the vendor’s own" />
    <Typed {...props} name="text" label="Sentence" hint="In place of the vendor’s own words" />
  </>
);
