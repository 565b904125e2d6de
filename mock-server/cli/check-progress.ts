import type { Progress } from '../../contracts/kit/run/options.js';
import type { TakingAway } from '../../contracts/kit/run/resources.js';
import type { Wait } from '../../contracts/kit/run/waits.js';

/** Says on a stream how far a run is, what it waits for, and what it takes away. */
export interface ProgressSaid {
  tell(progress: Progress): void;
  wait(wait: Pick<Wait, 'sentence'>): void;
  takeAway(taking: TakingAway): void;
  end(): void;
}

const BAR = 24;
const CLEAR = '\r\u001b[2K';

/** A line that is written over on a terminal, with what is to be read above it; a line for each operation elsewhere. */
export function progressOn(stream: Pick<NodeJS.WriteStream, 'write' | 'isTTY'>): ProgressSaid {
  const isTerminal = stream.isTTY === true;
  let last = '';
  const say = (line: string): void => void stream.write(isTerminal ? `${CLEAR}${line}\n${last}` : `${line}\n`);
  const writeOver = (line: string): void => {
    last = line;
    stream.write(`${CLEAR}${line}`);
  };
  return {
    tell({ done, total, operation }) {
      const { id, outcome, reason, fields } = operation;
      if (!isTerminal)
        return say(`${outcome} ${id}${reason === null ? ` (${fields.compared} fields)` : ` (${reason})`}`);
      const full = Math.round((BAR * done) / total);
      writeOver(`${'━'.repeat(full)}${'─'.repeat(BAR - full)} ${done}/${total} ${id}`);
    },
    wait: ({ sentence }) => say(sentence),
    takeAway({ done, total, thing }) {
      const line = `taking away ${done + 1} of ${total}: ${thing}`;
      if (isTerminal) writeOver(line);
      else say(line);
    },
    end() {
      if (isTerminal) stream.write(CLEAR);
      last = '';
    },
  };
}
