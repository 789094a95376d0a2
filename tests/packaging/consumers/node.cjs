// A Node program that requires the package.
const { Webhook } = require("countersign");

import("./check.mjs").then(({ check }) => console.log(check({ Webhook })));
