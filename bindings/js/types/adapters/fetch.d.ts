export declare const name = "adapters/fetch";
