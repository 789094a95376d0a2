export declare const name = "adapters/lambda";
