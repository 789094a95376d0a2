// Whose turn it is on a connection that several share: one connection has one transaction at a time, and what others send meanwhile is part of it.

/** The turns on one connection. */
export interface Turns {
  /**
   * Runs `work` when nobody else has the connection, first come, first served; `late` if it did not come to that within `patience`
   * milliseconds.
   */
  take<R>(patience: number, work: () => Promise<R>, late: () => R | Promise<R>): Promise<R>;
}

/** The turns on `connection`: the same for everyone who asks for those of this object. */
export function turnsOn(connection: object): Turns {
  let turns = known.get(connection);
  if (turns === undefined) known.set(connection, (turns = new Queue()));
  return turns;
}

const known = /* @__PURE__ */ new WeakMap<object, Turns>();

class Queue implements Turns {
  #isTaken = false;
  readonly #waiting = new Set<() => void>();

  async take<R>(patience: number, work: () => Promise<R>, late: () => R | Promise<R>): Promise<R> {
    if (this.#isTaken && !(await this.#wait(patience))) return late();
    this.#isTaken = true;
    try {
      return await work();
    } finally {
      const [next] = this.#waiting;
      // It stays taken, so that nobody who comes in between goes first.
      if (next === undefined) this.#isTaken = false;
      else next();
    }
  }

  #wait(patience: number): Promise<boolean> {
    return new Promise((resolve) => {
      const go = () => settle(true);
      const timer = setTimeout(() => settle(false), patience);
      const settle = (isMine: boolean) => {
        clearTimeout(timer);
        this.#waiting.delete(go);
        resolve(isMine);
      };
      this.#waiting.add(go);
    });
  }
}
