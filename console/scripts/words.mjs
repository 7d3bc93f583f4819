/**
 * The texts of the console, read from its sources.
 *
 *   npm run words           adds what is new to the files of words (empty), takes out what is gone
 *
 * `tests/words.test.ts` asks the same functions whether every text is translated.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const HERE = dirname(fileURLToPath(import.meta.url)); // a bundler would rewrite `new URL` of it
const SOURCES = join(HERE, "../src/");
const WORDS = join(HERE, "../src/i18n/words/");

/** What looks like words and is none of ours: keys of the keyboard, names of things. */
const NAMES = new Set(readFileSync(join(HERE, "names.txt"), "utf8").split("\n").filter(Boolean));

/** Attributes that hold no text for people. */
const TECHNICAL =
  /^(className|d|viewBox|href|src|style|key|type|role|rel|sandbox|accept|aria-keyshortcuts|data-.*)$/;

const parsed = (file) =>
  ts.createSourceFile(file, readFileSync(SOURCES + file, "utf8"), ts.ScriptTarget.Latest, true);

const files = () =>
  readdirSync(SOURCES, { recursive: true })
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => /\.tsx?$/.test(file) && !file.startsWith("i18n/"))
    .sort();

const nameOf = (call) => (ts.isIdentifier(call.expression) ? call.expression.text : "");

/** Which arguments of a call are texts in their own right. */
const TEXTS = { t: [0], tx: [0], m: [0], tn: [1, 2] };

function texts(file) {
  const found = [];
  const seen = (node) => {
    if (ts.isCallExpression(node) && nameOf(node) in TEXTS) {
      const name = nameOf(node);
      const said = TEXTS[name].map((index) => node.arguments[index]);
      if (said.every((argument) => argument && ts.isStringLiteralLike(argument))) {
        found.push(
          name === "tn" ? { key: said[1].text, one: said[0].text } : { key: said[0].text },
        );
      }
    }
    ts.forEachChild(node, seen);
  };
  seen(parsed(file));
  return found;
}

/** Every text by its English: null, or the singular of one that counts. */
export function spokenTexts() {
  const all = new Map();
  for (const { key, one = null } of files().flatMap(texts))
    all.set(key, one ?? all.get(key) ?? null);
  return new Map([...all].sort(([a], [b]) => (a < b ? -1 : 1)));
}

const MARKUP = /^\s*<[!a-z]/i;

const isWords = (text) =>
  !MARKUP.test(text) &&
  !NAMES.has(text.trim()) &&
  (/^\s*[A-Z][a-z]/.test(text) || /[a-z]{2,}[,.:;]? +[a-z]{2,}/i.test(text));

/** Whether a literal stands where nobody reads it. */
function isUnseen(node) {
  const { parent } = node;
  if (ts.isImportDeclaration(parent) || ts.isExportDeclaration(parent)) return true;
  if (ts.isLiteralTypeNode(parent) || ts.isCaseClause(parent)) return true;
  if (ts.isPropertyAssignment(parent) && parent.name === node) return true;
  if (ts.isElementAccessExpression(parent) || ts.isTemplateLiteralTypeSpan?.(parent)) return true;
  if (ts.isBinaryExpression(parent) && /^[!=]==?$/.test(parent.operatorToken.getText()))
    return true;
  if (ts.isPropertyDeclaration(parent)) return parent.name.getText() === "name"; // of an error
  if (ts.isNewExpression(parent)) return /Error$|^RegExp$|^Intl/.test(parent.expression.getText());
  if (ts.isJsxAttribute(parent)) return TECHNICAL.test(parent.name.getText());
  if (ts.isCallExpression(parent)) {
    if (nameOf(parent) in TEXTS || nameOf(parent) === "lazy") return true;
    return /^(console\.|document\.createEvent|.*\.(?:addEventListener|getItem|setItem))/.test(
      parent.expression.getText(),
    );
  }
  return false;
}

/** Text that people read and that no other language can say: "file:line text". */
export function unspokenTexts(only = "") {
  const found = [];
  for (const file of files().filter((name) => name.startsWith(only))) {
    const source = parsed(file);
    const tell = (node, text) => {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      found.push(`${file}:${line + 1} ${text.trim().replace(/\s+/g, " ")}`);
    };
    const inStyle = (node) => {
      for (let up = node.parent; up; up = up.parent) {
        if (ts.isJsxAttribute(up)) return TECHNICAL.test(up.name.getText());
      }
      return false;
    };
    const seen = (node) => {
      if (ts.isJsxText(node) && /\p{L}{2,}/u.test(node.text) && !NAMES.has(node.text.trim())) {
        tell(node, node.text);
      } else if (ts.isStringLiteralLike(node)) {
        if (isWords(node.text) && !isUnseen(node) && !inStyle(node)) tell(node, node.text);
      } else if (ts.isTemplateExpression(node) && !isUnseen(node) && !inStyle(node)) {
        const parts = [node.head.text, ...node.templateSpans.map((span) => span.literal.text)];
        if (
          !MARKUP.test(parts[0]) &&
          parts.some((part) => isWords(part) || /^ ?[a-z]{3,} | [a-z]{3,} ?$/.test(part))
        ) {
          tell(node, node.getText());
        }
      }
      ts.forEachChild(node, seen);
    };
    seen(source);
  }
  return found;
}

const blanks = (text) =>
  [...text.matchAll(/\{(\w+)\}/g)]
    .map(([, name]) => name)
    .sort()
    .join();

/** What is wrong with a file of words: lines for people, none when it is whole. */
export function faults(language, words) {
  const found = [];
  const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  const all = spokenTexts();
  for (const [key, one] of all) {
    const said = words[key];
    if (!said) found.push(`missing: ${key}`);
    else if (one === null) {
      if (typeof said !== "string") found.push(`counts nothing: ${key}`);
      else if (blanks(said) !== blanks(key)) found.push(`other blanks: ${key}`);
    } else if (typeof said === "string") found.push(`has no plural: ${key}`);
    else {
      for (const form of forms) {
        if (!said[form]) found.push(`no "${form}": ${key}`);
      }
    }
  }
  for (const key of Object.keys(words)) if (!all.has(key)) found.push(`not said any more: ${key}`);
  return found;
}

export const languages = () => readdirSync(WORDS).map((file) => file.replace(/\.json$/, ""));
export const wordsOf = (language) => JSON.parse(readFileSync(`${WORDS}${language}.json`, "utf8"));

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv[2] === "unspoken") {
    for (const line of unspokenTexts(process.argv[3])) console.log(line);
  } else {
    for (const language of languages()) {
      const known = wordsOf(language);
      const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
      const empty = (one) =>
        one === null ? "" : Object.fromEntries(forms.map((form) => [form, ""]));
      const next = [...spokenTexts()].map(([key, one]) => [key, known[key] ?? empty(one)]);
      writeFileSync(
        `${WORDS}${language}.json`,
        `${JSON.stringify(Object.fromEntries(next), null, 2)}\n`,
      );
      console.log(`${language}: ${faults(language, Object.fromEntries(next)).length} to translate`);
    }
  }
}
