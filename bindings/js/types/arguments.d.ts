/** What a value is, in a word; never its content, which may be a secret. */
export declare function kind(value: unknown): string;
/** The error for an argument of the wrong type: `title: expected …, got …; hint`. */
export declare function wrong(title: string, expected: string, got: unknown, hint?: string): TypeError;
/** `value`, which must be a string. */
export declare function string(value: unknown, title: string, hint?: string): string;
/** `value`, which must be a string or left out. */
export declare function optionalString(value: unknown, title: string, hint?: string): string | undefined;
/** The object of named arguments that a method takes. */
export declare function named<T extends object>(value: T, title: string, example: string): T;
/** Whether a value is a Uint8Array, of this realm or another. */
export declare function isBytes(value: unknown): value is Uint8Array;
/** The bytes of a body, which is not viewed anew where it need not be: {@link sizeOf} tells its size, and not what its class says. */
export declare function contents(value: unknown, title: string): Uint8Array;
/** How many bytes there are. */
export declare function sizeOf(value: Uint8Array): number;
/** The bytes of a body or of a piece of one. */
export declare function bytes(value: unknown, title: string): Uint8Array;
/** A view of the same bytes that is nothing more: a subclass may lie about its length. */
export declare function plainView(value: Uint8Array, title: string): Uint8Array;
/** Unix seconds of a Date, without their fraction; of this moment if there is none. */
export declare function seconds(value: unknown, title: string): number;
/** One secret. */
export declare function secret(value: unknown, title: string): string | Uint8Array;
/** One secret, or a list of them. */
export declare function secrets(value: unknown): (string | Uint8Array)[];
/** The method of a request. */
export declare function checkMethod(value: unknown): string | undefined;
/** The URL of a request. */
export declare function checkUrl(value: unknown): string | undefined;
/** The method and URL of a request. */
export declare function requestLine({ method, url }: {
    readonly method?: unknown;
    readonly url?: unknown;
}): {
    method: string | undefined;
    url: string | undefined;
};
