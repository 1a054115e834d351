import type { ComponentChildren } from 'preact';

export function Checkbox({
  checked,
  children,
  onChange,
}: {
  readonly checked: boolean;
  readonly children: ComponentChildren;
  readonly onChange: (checked: boolean) => void;
}) {
  return (
    <label class="checkbox">
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.currentTarget.checked)} />
      <span>{children}</span>
    </label>
  );
}
