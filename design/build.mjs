// Builds static/css/*.css, what the form loads of static/js, and templates/icons/*.svg from this folder, and brings the rules of accessibility: `npm ci --ignore-scripts && npm run build`.
import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import cascadeLayers from "@csstools/postcss-cascade-layers";
import { bundle, transform } from "lightningcss";
import postcss from "postcss";
import { compile } from "sass";
import { minify } from "terser";

const version = (major, minor = 0) => (major << 16) | (minor << 8);
const targets = { chrome: version(89), firefox: version(78), safari: version(15), ios_saf: version(15) };

// Engines of phones that are updated no more drop all that stands in a layer (Chrome before 99, Safari before 15.4): layers
// become the weight of selectors. Each sheet says the order of all, so that a rule weighs the same in whichever it stands.
const LAYERS = "@layer tokens, bootstrap, base, layout, parts;";
const lowered = async (name) => {
  const { code } = bundle({ filename: `css/${name}.css` });
  const layered = code.includes("@layer") ? `${LAYERS}\n${code}` : String(code);
  const { css } = await postcss([cascadeLayers()]).process(layered, { from: undefined });
  return transform({ filename: `${name}.css`, code: Buffer.from(css), minify: true, targets }).code;
};

// Bootstrap is written left-to-right; said with logical properties the same rules serve Arabic and French.
const logical = (css) =>
  css
    .replace(/\b(padding|margin|border)-left\b/g, "$1-inline-start")
    .replace(/\b(padding|margin|border)-right\b/g, "$1-inline-end")
    .replace(/\bborder-top-left-radius\b/g, "border-start-start-radius")
    .replace(/\bborder-top-right-radius\b/g, "border-start-end-radius")
    .replace(/\bborder-bottom-left-radius\b/g, "border-end-start-radius")
    .replace(/\bborder-bottom-right-radius\b/g, "border-end-end-radius")
    .replace(/float:\s*left/g, "float: inline-start")
    .replace(/text-align:\s*(-webkit-match-parent|left)/g, "text-align: start");

// Of Bootstrap’s fields and tables, what no page of ours has: sizes, stripes, groups, pickers of colours, what a browser found wrong by itself.
const UNUSED = /-(sm|lg)\b|table-(active|border|group|hover|responsive|striped)|caption-top|input-group|form-control-(color|plaintext)|tooltip|floating|was-validated|col-form-label|form-check-inline|color-swatch/;
const used = (css) => {
  const root = postcss.parse(css);
  root.walkRules((rule) => {
    rule.selectors = rule.selectors.filter((selector) => !UNUSED.test(selector));
    if (!rule.selector) rule.remove();
  });
  return root.toString();
};

mkdirSync("out", { recursive: true });
for (const name of ["forms", "tables"]) {
  const { css } = compile(`scss/${name}.scss`, {
    loadPaths: ["node_modules"],
    quietDeps: true,
    silenceDeprecations: ["import"],
  });
  writeFileSync(`out/${name}.css`, used(logical(css)));
}

mkdirSync("../static/css", { recursive: true });
for (const name of ["microlabs", "form", "desk", "admin", "talk", "triage", "setup"]) {
  const code = await lowered(name);
  writeFileSync(`../static/css/${name}.css`, code);
  console.log(`${name}.css`, code.length, "bytes,", gzipSync(code, { level: 9 }).length, "gzip");
}

// What comes with the first page of the form is sent small; the other scripts are served as they are written.
const SCRIPTS = { house: ["house"], candidacy: ["answers", "candidacy"] };
for (const [name, sources] of Object.entries(SCRIPTS)) {
  const written = sources.map((source) => readFileSync(`js/${source}.js`, "utf8")).join("");
  const { code } = await minify(written, { ecma: 2017, compress: { passes: 2 } });
  writeFileSync(`../static/js/${name}.js`, `// Built from ${sources.map((source) => `design/js/${source}.js`).join(" and ")}.\n${code}\n`);
  console.log(`${name}.js`, code.length, "bytes,", gzipSync(code, { level: 9 }).length, "gzip");
}

copyFileSync("node_modules/axe-core/axe.min.js", "../tests/browser/axe.min.js"); // MPL-2.0, unchanged; tests alone read it

const icons = JSON.parse(readFileSync("icons.json", "utf8"));
const turning = new Set(["forward", "back", "leave", "sent"]); // they point along the line of reading
const folder = "../templates/icons";
mkdirSync(folder, { recursive: true });
for (const file of readdirSync(folder).filter((name) => name.endsWith(".svg"))) rmSync(`${folder}/${file}`);
for (const [name, source] of Object.entries(icons)) {
  const drawing = readFileSync(`node_modules/@tabler/icons/icons/outline/${source}.svg`, "utf8");
  const shapes = drawing
    .slice(drawing.indexOf(">", drawing.indexOf("<svg")) + 1, drawing.lastIndexOf("</svg>"))
    .replace(/<path stroke="none" d="M0 0h24v24H0z" fill="none"\s*\/>/, "")
    .replace(/\s+/g, " ")
    .replace(/ \/>/g, "/>")
    .replace(/> </g, "><")
    .trim();
  writeFileSync(
    `${folder}/${name}.svg`,
    `<svg class="icon" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true"${turning.has(name) ? " data-turns" : ""}>${shapes}</svg>`,
  );
}
console.log(Object.keys(icons).length, "icons");
