// Runs the suite in headless Chromium, on a blank page with nothing but the bundle.
import puppeteer from "puppeteer-core";
import { bundle } from "./bundled.mjs";
import { readInput, writeOutput } from "./installed.mjs";
import { find } from "./runtimes.mjs";

const source = `import * as lib from "countersign"; import { answers } from "./answers.mjs"; globalThis.face = (asked) => answers(lib, asked);`;
const [folder, input, output] = process.argv.slice(2);
const asked = readInput(input);
const [{ contents }] = await bundle(folder, asked.entry, source, { platform: "browser", conditions: ["browser", "import"] });
const { file: executablePath, env, version } = find("chromium");
// No sandbox and one process: it runs only our own page, and containers let root have no other.
const args = ["--no-sandbox", "--disable-setuid-sandbox", "--no-zygote", "--single-process", "--disable-gpu", "--disable-dev-shm-usage"];
const browser = await puppeteer.launch({ executablePath, args, headless: "shell", env: { ...process.env, ...env } });
try {
  const page = await browser.newPage();
  await page.addScriptTag({ content: Buffer.from(contents).toString(), type: "module" });
  writeOutput(output, { face: "browser", version, ...(await page.evaluate((asked) => globalThis.face(asked), asked)) });
} finally {
  await browser.close();
}
