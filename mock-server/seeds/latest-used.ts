/** Values by key, as many as are wanted: when there is one more, that goes which was asked for longest ago. */
export class LatestUsed<V> {
  readonly #most: number;
  readonly #values = new Map<string, V>();

  constructor(most: number) {
    this.#most = most;
  }

  get(key: string): V | undefined {
    const value = this.#values.get(key);
    if (value !== undefined) this.set(key, value);
    return value;
  }

  set(key: string, value: V): void {
    this.#values.delete(key);
    this.#values.set(key, value);
    if (this.#values.size <= this.#most) return;
    const [oldest] = this.#values.keys();
    if (oldest !== undefined) this.#values.delete(oldest);
  }

  /** Forgets a value if it is still that of the key. */
  delete(key: string, value: V): void {
    if (this.#values.get(key) === value) this.#values.delete(key);
  }
}
