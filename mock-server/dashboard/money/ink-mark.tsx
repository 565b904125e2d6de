import { useEffect, useRef } from 'preact/hooks';
import { fillOf, onDarkness } from './inks.js';

const SIZE = 14;

/** Shows how a thing is drawn in the chart. */
export function InkMark({ ink }: { readonly ink: number }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const draw = (): void => {
      const context = canvas.current?.getContext('2d');
      if (!context) return;
      context.fillStyle = fillOf(context, ink, devicePixelRatio);
      context.fillRect(0, 0, context.canvas.width, context.canvas.height);
    };
    draw();
    return onDarkness(draw);
  }, [ink]);
  const pixels = SIZE * devicePixelRatio;
  return (
    <span class="money-ink" aria-hidden="true">
      <canvas ref={canvas} width={pixels} height={pixels} />
    </span>
  );
}
