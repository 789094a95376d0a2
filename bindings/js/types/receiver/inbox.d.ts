export declare const name = "receiver/inbox";
