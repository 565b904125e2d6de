import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { takeOpening } from '../router.js';

interface PageProps {
  readonly title: string;
  /** What can be done with all of it, at the end of the line of the title. */
  readonly actions?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** The first page of all leaves the focus to the browser. */
let isLaterPage = false;

/** The frame of a view: its title, which takes the focus when the view is opened, and what is below it. */
export function Page({ title, actions, children }: PageProps) {
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · Hostdouble`;
    // What was pressed to come here may be gone with what stood here before.
    if (takeOpening() || (document.activeElement === document.body && isLaterPage)) head.current?.focus();
    isLaterPage = true;
  }, [title]);
  return (
    <article class="page" aria-labelledby="page-title">
      <header class="page-head">
        <h1 id="page-title" tabIndex={-1} ref={head}>
          {title}
        </h1>
        <div class="actions">{actions}</div>
      </header>
      {children}
    </article>
  );
}
