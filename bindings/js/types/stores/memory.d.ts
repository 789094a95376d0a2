import type { CleanableStore, InboxStore } from "../receiver/store.js";
/** What {@link memoryStore} can be told. */
export interface MemoryOptions {
    /** The clock: milliseconds since 1970. Default: `Date.now`. */
    readonly now?: () => number;
}
/** A store in memory. */
export type MemoryStore = InboxStore & CleanableStore;
/**
 * A store in the memory of this process, **for tests and trying out**: after a restart every event runs again, and two processes run it twice.
 *
 * @throws {TypeError} if `now` is no function.
 */
export declare function memoryStore(options?: MemoryOptions): MemoryStore;
