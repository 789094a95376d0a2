export declare const name = "stores/d1";
