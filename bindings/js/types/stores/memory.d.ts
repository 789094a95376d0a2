export declare const name = "stores/memory";
