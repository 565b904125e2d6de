import type uPlot from 'uplot';
import { fillOf } from './inks.js';
import { type Band, cumulated, type MoneyBill, type Stretch, sumAt } from './money-bill.js';

/** What is drawn: amounts of each step beside each other, or what was reached. */
export interface Stack {
  readonly bill: MoneyBill;
  readonly bands: readonly Band[];
  readonly stretches: readonly Stretch[];
  readonly as: 'rate' | 'sum';
}

/** Share of the breadth of a stretch that its bar takes. */
const BREADTH = 0.84;
/** How much is seen of what is to come. */
const FORECAST = 0.42;

/** The highest that the stack reaches. */
export function topOf({ bill, stretches, as }: Stack): number {
  const { costs, total } = bill.total;
  return as === 'sum' ? total : Math.max(0, ...stretches.map(({ at }) => sumAt(costs, at)));
}

/** Draws the stack into the plot: what has passed in full, what is to come lighter, and between them the present. */
export function drawStack(plot: uPlot, stack: Stack): void {
  const { ctx, bbox } = plot;
  const x = (at: number): number => plot.valToPos(at / 1000, 'x', true);
  const right = bbox.left + bbox.width;
  const now = Math.min(right, Math.max(bbox.left, x(Date.parse(stack.bill.now))));
  const bands = stack.as === 'sum' ? areasOf(plot, stack, x) : barsOf(plot, stack, x);
  const ratio = devicePixelRatio;
  ctx.save();
  for (const [from, to, alpha] of [
    [bbox.left, now, 1],
    [now, right, FORECAST],
  ] as const) {
    ctx.save();
    ctx.beginPath();
    ctx.rect(from, bbox.top, to - from, bbox.height);
    ctx.clip();
    ctx.globalAlpha = alpha;
    for (const [index, { ink }] of stack.bands.entries()) {
      const path = bands[index];
      if (path === undefined) continue;
      ctx.fillStyle = fillOf(ctx, ink, ratio);
      ctx.fill(path);
    }
    ctx.restore();
  }
  if (now > bbox.left && now < right) drawPresent(plot, now, ratio);
  ctx.restore();
}

function drawPresent({ ctx, bbox, root }: uPlot, now: number, ratio: number): void {
  const ink = getComputedStyle(root).color;
  ctx.strokeStyle = ctx.fillStyle = ink;
  ctx.lineWidth = 1.5 * ratio;
  ctx.setLineDash([]);
  ctx.beginPath();
  ctx.moveTo(now, bbox.top - 4 * ratio);
  ctx.lineTo(now, bbox.top + bbox.height);
  ctx.stroke();
  ctx.font = `600 ${12 * ratio}px ${getComputedStyle(root).fontFamily}`;
  ctx.textBaseline = 'bottom';
  const y = bbox.top - 5 * ratio;
  const gap = 6 * ratio;
  const room = bbox.left + bbox.width - now;
  ctx.textAlign = 'end';
  if (now - bbox.left > 40 * ratio) ctx.fillText('now', now - gap, y);
  ctx.textAlign = 'start';
  // The plot has some room at its right.
  if (room + 12 * ratio > ctx.measureText('forecast').width + gap) ctx.fillText('forecast', now + gap, y);
}

/** A path a band: a bar for each stretch, upon those of the bands below. */
function barsOf(plot: uPlot, { bands, stretches }: Stack, x: (at: number) => number): Path2D[] {
  const reached = stretches.map(() => 0);
  return bands.map(({ costs }) => {
    const path = new Path2D();
    for (const [index, { from, to, at }] of stretches.entries()) {
      const cost = sumAt(costs, at);
      const base = reached[index] ?? 0;
      reached[index] = base + cost;
      if (cost === 0) continue;
      const [low, high] = [plot.valToPos(base, 'y', true), plot.valToPos(base + cost, 'y', true)];
      const breadth = x(to) - x(from);
      path.rect(x(from) + (breadth * (1 - BREADTH)) / 2, high, breadth * BREADTH, low - high);
    }
    return path;
  });
}

/** A path a band: the area between what the bands below have reached at each instant, and what it reaches upon them. */
function areasOf(plot: uPlot, { bill, bands }: Stack, x: (at: number) => number): Path2D[] {
  const edges = [bill.from, ...bill.steps.map(({ to }) => to)].map(at => x(Date.parse(at)));
  let below = edges.map(() => 0);
  return bands.map(({ costs }) => {
    const own = [0, ...cumulated(costs)];
    const above = below.map((base, at) => base + (own[at] ?? 0));
    const path = new Path2D();
    for (const [at, edge] of edges.entries()) path.lineTo(edge, plot.valToPos(above[at] ?? 0, 'y', true));
    for (let at = edges.length - 1; at >= 0; at -= 1)
      path.lineTo(edges[at] ?? 0, plot.valToPos(below[at] ?? 0, 'y', true));
    path.closePath();
    below = above;
    return path;
  });
}
