// How an object frees what it holds at the end of a `using` block.

/**
 * A base class for what is disposed of: `release` runs each time, so it may run more than once.
 *
 * Made within a function that is marked as pure: as a class with a computed method it would keep every bundler from
 * dropping what is not used.
 */
export const Disposable: new (release: () => void) => { [Symbol.dispose](): void } = /* @__PURE__ */ make();

function make() {
  const symbols: { readonly dispose?: typeof Symbol.dispose } = Symbol;
  // On a runtime without the symbol, the one that compiled `using` blocks look for.
  const dispose: typeof Symbol.dispose = symbols.dispose ?? (Symbol.for("Symbol.dispose") as typeof Symbol.dispose);
  class Disposable {
    readonly #release: () => void;

    constructor(release: () => void) {
      this.#release = release;
    }

    [dispose](): void {
      this.#release();
    }
  }
  return Disposable;
}
