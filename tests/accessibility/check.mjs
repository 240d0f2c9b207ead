// Checks web pages: node check.mjs PAGE.html...
// Prints a line for each fault and ends with status 1 where there is one.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { FileSystemConfigLoader, HtmlValidate } from "html-validate";
import { chromium } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"];
// A phone, a desk, and a phone in the dark; at 320 px a page still needs no scrolling (WCAG 1.4.10).
const views = [
  { width: 320, colorScheme: "light" },
  { width: 360, colorScheme: "light" },
  { width: 1280, colorScheme: "light" },
  { width: 360, colorScheme: "dark" },
];
const faults = [];

const validator = new HtmlValidate(
  new FileSystemConfigLoader({
    root: true,
    extends: ["html-validate:recommended"],
    // Reports have long titles, in Chinese longer by the byte than by the character.
    rules: { "long-title": "off" },
  }),
);

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync"],
});
try {
  for (const path of process.argv.slice(2)) {
    const report = await validator.validateFile(path);
    for (const { messages } of report.results) {
      for (const { ruleId, message, line } of messages) {
        faults.push(`${path}:${line}: html-validate ${ruleId}: ${message}`);
      }
    }
    for (const { width, colorScheme } of views) {
      const context = await browser.newContext({ colorScheme, viewport: { width, height: 800 } });
      const page = await context.newPage();
      const place = `${path} at ${width} px, ${colorScheme}`;
      const address = pathToFileURL(path).href;
      page.on("request", (request) => {
        if (request.url() !== address) faults.push(`${place}: asks for ${request.url()}`);
      });
      await page.goto(address);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (wide > 0) faults.push(`${place}: ${wide} px too wide`);
      await page.evaluate(axe);
      const { violations, passes } = await page.evaluate(
        (values) => globalThis.axe.run({ runOnly: { type: "tag", values } }), tags);
      if (passes.length === 0) faults.push(`${place}: axe found nothing to check`);
      for (const { id, help, nodes } of violations) {
        for (const { target } of nodes) faults.push(`${place}: axe ${id}: ${help}: ${target}`);
      }
      await context.close();
    }
  }
} finally {
  await browser.close();
}
for (const fault of faults) console.log(fault);
process.exitCode = faults.length === 0 ? 0 : 1;
