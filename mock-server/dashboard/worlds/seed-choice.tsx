import { useId } from 'preact/hooks';
import type { ControlOperations } from '../../../contracts/control/index.js';

interface SeedChoiceProps {
  readonly seeds: ControlOperations['seeds.list']['reply']['seeds'];
  readonly chosen: string;
  readonly onChoose: (name: string) => void;
  readonly error: string | undefined;
}

/** The seeds there are, each with what it holds. */
export function SeedChoice({ seeds, chosen, onChoose, error }: SeedChoiceProps) {
  const id = useId();
  return (
    <fieldset class="worlds-seeds" aria-describedby={error && `${id}-error`}>
      <legend>Seed</legend>
      <div class="worlds-seed-list">
        {seeds.map(({ name, holds, usual }) => (
          <label key={name} class="worlds-seed">
            <input type="radio" name={id} value={name} checked={name === chosen} onChange={() => onChoose(name)} />
            <span>
              <strong>{name}</strong>
              {usual && <span class="dim"> (usual)</span>}
              <small class="hint">{holds}</small>
            </span>
          </label>
        ))}
      </div>
      {error && (
        <small id={`${id}-error`} class="wrong" role="alert">
          {error}
        </small>
      )}
    </fieldset>
  );
}
