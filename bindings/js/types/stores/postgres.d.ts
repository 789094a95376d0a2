export declare const name = "stores/postgres";
