import type { ComponentChildren } from 'preact';

interface PageProps {
  readonly title: string;
  /** What can be done with all of it, at the end of the line of the title. */
  readonly actions?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** The frame of a view: its title, which takes the focus when the view is opened, and what is below it. */
export function Page({ title, actions, children }: PageProps) {
  return (
    <article class="page" aria-labelledby="page-title">
      <header class="page-head">
        <h1 id="page-title" tabIndex={-1}>
          {title}
        </h1>
        <div class="actions">{actions}</div>
      </header>
      {children}
    </article>
  );
}
