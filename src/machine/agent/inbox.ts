/** Things that arrive when they please, taken one by one by one consumer. */
export class Inbox<T> {
  readonly #items: T[] = [];
  #wake: (() => void) | undefined;
  #ended = false;
  #error: Error | undefined;

  put(item: T): void {
    if (this.#ended) return;
    this.#items.push(item);
    this.#wake?.();
  }

  /** Nothing follows; what is there can still be taken. With an error, taking ends by it. */
  end(error?: Error): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#error = error;
    this.#wake?.();
  }

  /** Drops what is there and ends. */
  clear(): void {
    this.#items.length = 0;
    this.end();
  }

  /** Yields in order; `taken` is told when the consumer asks for the next one. */
  async *take(taken: (item: T) => void = () => {}): AsyncGenerator<T, void, undefined> {
    for (;;) {
      for (let item = this.#items.shift(); item !== undefined; item = this.#items.shift()) {
        yield item;
        taken(item);
      }
      if (this.#ended) break;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    if (this.#error !== undefined) throw this.#error;
  }
}
