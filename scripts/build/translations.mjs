import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

const PART = /\.(?<locale>[a-z]{2}(?:-[a-z]+)?)\.json$/u;

/**
 * Merges l10n/parts/<area>.<locale>.json into one bundle per locale, where VS Code looks for it.
 * Rejects when two parts translate one message differently.
 *
 * @param {string} root
 * @param {string} outputFolder
 */
export async function mergeTranslations(root, outputFolder) {
  const folder = path.join(root, 'l10n/parts');
  const names = (await readdir(folder)).sort();
  /** @type {Map<string, Map<string, { text: string, from: string }>>} */
  const locales = new Map();
  for (const name of names) {
    const locale = PART.exec(name)?.groups?.['locale'];
    if (locale === undefined) throw new Error(`l10n/parts/${name}: the name must end with .<locale>.json`);
    const merged = locales.get(locale) ?? new Map();
    locales.set(locale, merged);
    /** @type {Record<string, string>} */
    const part = JSON.parse(await readFile(path.join(folder, name), 'utf8'));
    for (const [message, text] of Object.entries(part)) {
      const earlier = merged.get(message);
      if (earlier !== undefined && earlier.text !== text) {
        throw new Error(`"${message}" is translated as "${earlier.text}" in ${earlier.from} and as "${text}" in ${name}: keep one`);
      }
      merged.set(message, { text, from: name });
    }
  }
  await mkdir(outputFolder, { recursive: true });
  for (const [locale, merged] of locales) {
    const sorted = [...merged].sort(([a], [b]) => (a < b ? -1 : 1)).map(([message, { text }]) => [message, text]);
    await writeFile(path.join(outputFolder, `bundle.l10n.${locale}.json`), `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`);
  }
}
