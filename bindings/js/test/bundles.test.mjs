// What is left of the package in a program that uses only part of it, and what its names are in one that uses it all.

import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { build } from "esbuild";
import { Webhook, WebhookError, dist } from "./dist.mjs";

const secret = "not-a-real-secret-for-tests";

async function bundled(contents, file = "index.js") {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: dist },
    bundle: true,
    format: "esm",
    write: false,
    external: ["*.wasm"],
    alias: { countersign: join(dist, file) },
  });
  return outputFiles[0].text;
}

for (const file of ["index.js", "index.workerd.js", "fast.workerd.js", "asymmetric.js", "asymmetric.workerd.js"]) {
  test(`a program that uses nothing but the error carries neither a core nor the catalogue: ${file}`, async () => {
    const text = await bundled('import { WebhookError } from "countersign"; console.log(WebhookError.name);', file);
    assert.match(text, /WebhookError/);
    assert.doesNotMatch(text, /WebAssembly|FinalizationRegistry|TextDecoder|AGFzb|iexexchanger/);
    assert.ok(text.length < 1000, `${text.length} characters`);
  });
}

test("the list of providers is data alone", async () => {
  const text = await bundled('import { providers } from "countersign"; console.log(providers);', "providers.js");
  assert.match(text, /iexexchanger/);
  assert.doesNotMatch(text, /WebAssembly|function|=>/);
});

test("the main entry carries nothing of what people read about a provider", async () => {
  const text = await bundled('import { Webhook } from "countersign"; console.log(Webhook);', "index.workerd.js");
  assert.match(text, /X-GitHub-Event/);
  assert.doesNotMatch(text, /docs\.github\.com/);
});

test("the names that programs and stack traces show are those of the documentation", () => {
  assert.deepEqual([Webhook.name, WebhookError.name], ["Webhook", "WebhookError"]);
  const webhook = new Webhook("miex", secret);
  assert.equal(webhook.constructor.name, "Webhook");
  assert.throws(() => webhook.verify({ headers: {}, body: new Uint8Array() }), (error) => {
    assert.equal(error.constructor.name, "WebhookError");
    assert.match(error.stack, /^WebhookError: .*\n\s+at Webhook\.verify /);
    return true;
  });
});
