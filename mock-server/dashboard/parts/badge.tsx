/** What a colour says. It never says it alone: the word stands beside it. */
export type Tone = 'good' | 'bad' | 'busy' | 'odd' | 'dim' | 'info';

/** A word with a colour. */
export const Badge = ({ tone, children }: { readonly tone: Tone; readonly children: string | number }) => (
  <span class={`badge ${tone}`}>{children}</span>
);

/** The first that fits counts. */
const words: readonly (readonly [Tone, RegExp])[] = [
  ['bad', /fail|error|broken|suspend|refus|expired|revoked|dead|lost|abandon/i],
  ['busy', /creat|build|pending|queue|progress|starting|stopping|install|migrat|resiz|deleting|reboot|wait|init/i],
  [
    'good',
    /^(active|running|on|up|ok|success|complete|completed|finished|enabled|ready|delivered|valid|available|paid|done|true)$/i,
  ],
  ['odd', /pause|hibernat|warn|partial|attention|limited/i],
  ['dim', /stop|off|shut|sleep|idle|ended|closed|deleted|disabled|inactive|cancel|false|none/i],
];

/** The tone of a state by its word, whichever vendor's it is: a new state has one without a line here. */
export const toneOf = (state: string): Tone => words.find(([, word]) => word.test(state))?.[0] ?? 'info';

/** A state by word and colour. */
export const StateBadge = ({ state }: { readonly state: string }) => <Badge tone={toneOf(state)}>{state}</Badge>;
