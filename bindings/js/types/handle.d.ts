/** What the core holds under a number. */
export declare class Handle {
    #private;
    constructor(number: number);
    /** The number; undefined once it was taken or freed. */
    get number(): number | undefined;
    /** The number, for a call that frees it. */
    take(): number | undefined;
    free(): void;
}
