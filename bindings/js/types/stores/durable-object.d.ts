export declare const name = "stores/durable-object";
