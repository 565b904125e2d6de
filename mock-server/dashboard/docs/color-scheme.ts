/** The class by which the viewer knows that it is dark. */
const DARK = 'dark-mode';

/** Has the viewer be dark where the system is, until what is returned is called. */
export function followColorScheme(): () => void {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const follow = (): void => void document.documentElement.classList.toggle(DARK, system.matches);
  follow();
  system.addEventListener('change', follow);
  return () => system.removeEventListener('change', follow);
}
