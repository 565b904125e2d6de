/** Colours of the stack in light and in dark, which differ in lightness too; the last is for all that have none of their own. */
const inks = {
  light: ['#3450c8', '#c4540f', '#0d7d6c', '#9a4fb5', '#8a6d00', '#c2336f', '#2a7fb8', '#5b7a1f', '#8790a3'],
  dark: ['#93a9ff', '#ff9a62', '#4fd1b5', '#d39bea', '#e3c14b', '#ff8fb5', '#6fc3f2', '#b3d46a', '#78839a'],
} as const;

/** Patterns upon the colours, so that nothing is told by colour alone. */
const patterns = ['plain', 'rising', 'dots', 'falling', 'crossed'] as const;
type InkPattern = (typeof patterns)[number];

const darkness = matchMedia('(prefers-color-scheme: dark)');
export const isDark = (): boolean => darkness.matches;

/** Tells when the page becomes dark or light; answers how to end that. */
export function onDarkness(listener: () => void): () => void {
  darkness.addEventListener('change', listener);
  return () => darkness.removeEventListener('change', listener);
}

/** Size of a pattern in CSS pixels. */
const TILE = 8;

/** What a band is filled with, at so many pixels of the canvas for one of CSS. */
export function fillOf(context: CanvasRenderingContext2D, ink: number, ratio: number): CanvasPattern | string {
  const scheme = inks[isDark() ? 'dark' : 'light'];
  const color = scheme[ink % scheme.length] ?? scheme[0];
  const pattern = patterns[ink % patterns.length] ?? 'plain';
  if (pattern === 'plain' || ink === scheme.length - 1) return color;
  const tile = document.createElement('canvas');
  tile.width = tile.height = TILE * ratio;
  const drawn = tile.getContext('2d');
  if (drawn === null) return color;
  drawn.scale(ratio, ratio);
  drawn.fillStyle = color;
  drawn.fillRect(0, 0, TILE, TILE);
  drawn.strokeStyle = drawn.fillStyle = isDark() ? 'rgb(0 0 0 / 40%)' : 'rgb(255 255 255 / 50%)';
  drawPattern(drawn, pattern);
  return context.createPattern(tile, 'repeat') ?? color;
}

function drawPattern(drawn: CanvasRenderingContext2D, pattern: InkPattern): void {
  drawn.lineWidth = 1.5;
  drawn.beginPath();
  const rises = pattern === 'rising' || pattern === 'crossed';
  const falls = pattern === 'falling' || pattern === 'crossed';
  const lineTo = (left: number, from: number, to: number): void => {
    drawn.moveTo(left, from);
    drawn.lineTo(left + TILE, to);
  };
  // Beyond the tile's edges, so that lines meet those of the next tile.
  for (const shift of [-TILE, 0, TILE]) {
    if (rises) lineTo(shift, TILE, 0);
    if (falls) lineTo(shift, 0, TILE);
  }
  drawn.stroke();
  if (pattern !== 'dots') return;
  for (const [x, y] of [
    [2, 2],
    [6, 6],
  ] as const)
    drawn.fillRect(x - 1, y - 1, 2, 2);
}
