export declare const name = "stores/redis";
