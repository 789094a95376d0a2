export declare const name = "adapters/node";
