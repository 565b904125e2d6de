interface SwitchProps {
  readonly label: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
  readonly disabled?: boolean;
}

/** Something that is on or off, and changes at once. */
export const Switch = ({ label, isOn, onChange, disabled }: SwitchProps) => (
  <label class="switch">
    <input
      type="checkbox"
      role="switch"
      checked={isOn}
      aria-checked={isOn}
      disabled={disabled}
      onChange={({ currentTarget }) => {
        const wanted = currentTarget.checked;
        currentTarget.checked = isOn; // it is as the server says
        onChange(wanted);
      }}
    />
    {label}
  </label>
);
