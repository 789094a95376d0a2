/** Bytes of a body, unless another limit is asked for. */
export declare const MAX_BODY_BYTES = 1048576;
/** Seconds in which a body has to come. */
export declare const READ_SECONDS = 10;
/** Seconds that a handler may run. */
export declare const HANDLER_SECONDS = 25;
/** Seconds for which a claim holds unless it is extended. */
export declare const LEASE_SECONDS = 60;
/** Seconds for which a finished event is remembered: 30 days. */
export declare const KEEP_SECONDS = 2592000;
/** Under so many seconds a warning is due: 7 days. */
export declare const KEEP_SECONDS_LEAST = 604800;
/** Times that an event of an inbox is tried before it is given up. */
export declare const ATTEMPTS = 10;
/** Seconds to wait after each attempt that failed, from the first; after later ones as after the last. */
export declare const BACKOFF_SECONDS: readonly number[];
