export declare const name = "stores/deno-kv";
