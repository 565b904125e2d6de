/** A value as JSON, to be read and marked. */
export function JsonView({ value, label }: { readonly value: unknown; readonly label: string }) {
  return (
    <section class="json" aria-label={label}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <pre tabIndex={0}>
        <code>{JSON.stringify(value, undefined, 2)}</code>
      </pre>
    </section>
  );
}
