/**
 * A base class for what is disposed of: `release` runs each time, so it may run more than once.
 *
 * Made within a function that is marked as pure: as a class with a computed method it would keep every bundler from
 * dropping what is not used.
 */
export declare const Disposable: new (release: () => void) => {
    [Symbol.dispose](): void;
};
