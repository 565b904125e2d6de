/** Attributes that the viewer leaves out, by what lacks them; those it has it keeps. */
const lacking: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  // What stands before the list of operations is in no landmark of its own.
  ['.information-container', { role: 'region', 'aria-label': 'About this API' }],
  ['.scheme-container', { role: 'region', 'aria-label': 'Server and credentials' }],
  // The title of the document is that of the page, and the groups come right below it.
  ['.information-container h2.title', { role: 'heading', 'aria-level': '1' }],
  ['h3.opblock-tag', { role: 'heading', 'aria-level': '2' }],
  ['select#servers', { 'aria-label': 'Server' }],
  // Who uses the keyboard could not read on in a long answer.
  ['pre.microlight', { tabindex: '0' }],
  ['textarea.body-param__text', { 'aria-label': 'Body' }],
  ['.opblock-body h4', { role: 'heading', 'aria-level': '3' }],
  ['.opblock-body h5', { role: 'heading', 'aria-level': '4' }],
  ['.json-schema-2020-12-accordion:empty', { 'aria-label': 'Members' }],
];

/** Puts what is lacking to what the viewer writes, now and later. */
export function mend(root: HTMLElement): void {
  const all = (): void => {
    for (const [selector, attributes] of lacking)
      for (const element of root.querySelectorAll(selector))
        for (const [name, value] of Object.entries(attributes))
          if (element.getAttribute(name) !== value) element.setAttribute(name, value);
  };
  const fields = (): void => {
    for (const row of root.querySelectorAll<HTMLElement>('tr[data-param-name], tr[data-property-name]')) {
      const { paramName, propertyName = paramName ?? '' } = row.dataset;
      for (const field of row.querySelectorAll('select, input, textarea'))
        if (!field.hasAttribute('aria-label')) field.setAttribute('aria-label', propertyName);
    }
  };
  let isDue = false;
  new MutationObserver(() => {
    if (isDue) return;
    isDue = true;
    requestAnimationFrame(() => {
      isDue = false;
      all();
      fields();
    });
  }).observe(root, { childList: true, subtree: true });
}
