/** Names and values, repeats included, as far as they are text: what is not is refused where a webhook reads it. */
export declare function pairs(headers: unknown): [name: string, value: string][];
