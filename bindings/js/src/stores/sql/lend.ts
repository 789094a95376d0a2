// Until when a handler may use a connection that it was lent for a transaction.

/**
 * `client` as it is lent to a handler, and what ends that. Then it refuses: a handler that goes on after its time limit would write outside of its
 * transaction, or into that of another event.
 */
export function lend<T extends object>(client: T): { readonly client: T; end(): void } {
  let isOver = false;
  const check = () => {
    if (isOver) throw new Error("the event's transaction is over; await all that the handler does before it returns, and heed its signal");
  };
  return { client: guard(client, check), end: () => void (isOver = true) };
}

/** `object`, whose parts and methods are only to be had while `check` does not throw. */
export function guard<T extends object>(object: T, check: () => void, owner?: object): T {
  return new Proxy(object, {
    get(target, name) {
      check();
      const value: unknown = Reflect.get(target, name);
      return typeof value === "function" && name !== "constructor" ? guard(value, check, target) : value;
    },
    apply(target, self, given) {
      check();
      // Called on what it belongs to: the client's own later work is not the handler's.
      return Reflect.apply(target as never, owner ?? self, given) as unknown;
    },
  });
}
