export declare const name = "stores/sqlite";
