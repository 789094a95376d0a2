export declare const name = "stores/dynamodb";
