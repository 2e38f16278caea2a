// Builds static/css/*.css, what the form loads of static/js, and templates/icons/*.svg from this folder, and brings the rules of accessibility: `npm ci --ignore-scripts && npm run build`.
import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import cascadeLayers from "@csstools/postcss-cascade-layers";
import { bundle, transform } from "lightningcss";
import postcss from "postcss";
import selectorParser from "postcss-selector-parser";
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

// The triage is read on telephones: in the place of three sheets it has one, in which stands what its templates and scripts name.
const ALONE = {
  card: {
    sheets: ["microlabs", "desk", "triage"],
    pages: ["selection/triage/card.html", "selection/triage/parts/gauges.html", "desk/shell.html", "icons/back.svg"],
    others: ["../portal/menu_drawing.py", "../static/js/desk.js", "js/triage.js"],
    without: ["parts/header.html", "parts/footer.html"], // whoever judges has the shell instead
  },
};
// What crispy’s own templates write of a form.
const CRISPY = `<legend><label><fieldset><input><textarea>radio checkbox class="form-label form-control form-check form-check-input form-check-label form-text invalid-feedback is-invalid asteriskField mb-3"`;
const named = (pages, without, found = new Map()) => {
  pages.filter((page) => !found.has(page) && !without.includes(page)).forEach((page) => {
    const text = readFileSync(`../templates/${page}`, "utf8");
    found.set(page, text);
    named([...text.matchAll(/"([\w/-]+\.html)"/g)].map(([, name]) => name), without, found);
  });
  return found;
};
const all = (text, pattern) => new Set([...text.matchAll(pattern)].flatMap(([, found]) => found.split(/[^\w-]+/)));
const alone = ({ sheets, pages, others, without }) => {
  const text = [...named(pages, without).values(), ...others.map((path) => readFileSync(path, "utf8")), CRISPY].join("\n");
  const has = { class: all(text, /class(?:Name)? ?=["' ]+([^"']*)/g), id: all(text, /id="([^"]*)"/g), tag: all(text, /<(\w+)/g) };
  const words = all(text, /([\w-]+)/g);
  const fits = (node) => { // names in :not() keep nothing away; of :is() and :has() one that fits is enough
    if (node.type === "selector") return node.nodes.every(fits);
    if (node.type === "pseudo") return node.value === ":not" || !node.nodes.length || node.nodes.some(fits);
    if (node.type === "attribute") return words.has(node.attribute) && (node.operator !== "=" || words.has(node.value));
    return !(node.type in has) || has[node.type].has(node.value);
  };
  const root = postcss.parse(sheets.map((sheet) => readFileSync(`../static/css/${sheet}.css`, "utf8")).join("\n"));
  root.walkRules((rule) => {
    rule.selectors = rule.selectors.filter((selector) => selectorParser().astSync(selector).nodes.every(fits));
    if (!rule.selector) rule.remove();
  });
  const kept = root.toString();
  root.walkDecls(/^--/, (declared) => {
    if (!kept.includes(`var(${declared.prop}`)) declared.remove();
  });
  return root.toString();
};
for (const [name, page] of Object.entries(ALONE)) {
  const { code } = transform({ filename: `${name}.css`, code: Buffer.from(alone(page)), minify: true, targets });
  writeFileSync(`../static/css/${name}.css`, code);
  console.log(`${name}.css`, code.length, "bytes,", gzipSync(code, { level: 9 }).length, "gzip");
}

// What comes with the first page of the form, and with the triage, is sent small; the other scripts are served as they are written.
const SCRIPTS = {
  house: ["design/js/house.js"],
  candidacy: ["design/js/answers.js", "design/js/candidacy.js"],
  triage: ["static/js/desk.js", "static/js/leaving.js", "design/js/triage.js"],
};
for (const [name, sources] of Object.entries(SCRIPTS)) {
  const written = sources.map((source) => readFileSync(`../${source}`, "utf8")).join("");
  const { code } = await minify(written, { ecma: 2017, compress: { passes: 2 } });
  writeFileSync(`../static/js/${name}.js`, `// Built from ${sources.join(" and ")}.\n${code}\n`);
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
