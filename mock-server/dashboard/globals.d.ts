/** What the engines of browsers have too, though no standard says so. */
interface ErrorConstructor {
  stackTraceLimit: number;
}
