import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

export const root = path.resolve(import.meta.dirname, '../../..');

export interface FoundMessage {
  readonly template: string;
  /** `src/…/file.ts:line`. */
  readonly place: string;
}

/** `msg(…)` and `….l10n.t(…)`. */
function isTranslated(node: ts.CallExpression): boolean {
  const { expression } = node;
  if (ts.isIdentifier(expression)) return expression.text === 'msg';
  return ts.isPropertyAccessExpression(expression) && expression.name.text === 't' && expression.expression.getText().endsWith('l10n');
}

function sourceFiles(folder: string): readonly string[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => path.posix.join(folder, file.split(path.sep).join('/')));
}

/** Every text in `src` that is a key of the translation, and every call whose key cannot be read. */
export function findMessages(): { readonly messages: readonly FoundMessage[]; readonly unreadable: readonly string[] } {
  const messages: FoundMessage[] = [];
  const unreadable: string[] = [];
  for (const file of sourceFiles('src')) {
    const source = ts.createSourceFile(file, readFileSync(path.join(root, file), 'utf8'), ts.ScriptTarget.Latest, true);
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node) && isTranslated(node)) {
        const place = `${file}:${String(source.getLineAndCharacterOfPosition(node.getStart()).line + 1)}`;
        const [first] = node.arguments;
        if (first && ts.isStringLiteralLike(first)) messages.push({ template: first.text, place });
        else unreadable.push(place);
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return { messages, unreadable };
}
