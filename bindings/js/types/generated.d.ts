/** Why something was refused: the same closed set in every language. */
export type Code = "missing_header" | "duplicate_header" | "malformed_header" | "malformed_signature" | "malformed_timestamp" | "timestamp_too_old" | "timestamp_in_future" | "signature_mismatch" | "missing_secret" | "malformed_secret" | "weak_secret" | "too_many_signatures" | "too_many_keys" | "missing_url" | "malformed_body" | "unknown_scheme" | "invalid_scheme" | "malformed_url" | "missing_method" | "malformed_method" | "invalid_tolerance";
/** Every code, in the order of their numbers, which are from 1. */
export declare const CODES = "missing_header duplicate_header malformed_header malformed_signature malformed_timestamp timestamp_too_old timestamp_in_future signature_mismatch missing_secret malformed_secret weak_secret too_many_signatures too_many_keys missing_url malformed_body unknown_scheme invalid_scheme malformed_url missing_method malformed_method invalid_tolerance";
/** The HTTP status to answer the sender with for each, in the same order. */
export declare const STATUSES = "401 401 400 400 400 401 401 401 503 503 503 401 503 503 400 503 503 400 503 400 503";
/** Bytes of a header value, a URL and a method that the core looks at. */
export declare const HEADER_LIMIT = 4096;
export declare const URL_LIMIT = 8192;
export declare const METHOD_LIMIT = 32;
/** Headers that one scheme reads at most. */
export declare const HEADERS_LIMIT = 16;
/** Secrets that one webhook may have. */
export declare const KEY_LIMIT = 8;
/** Keys of a JWK set that the core looks at. */
export declare const JWK_LIMIT = 64;
