import { isBuiltin } from 'node:module';
import path from 'node:path';
import { LAYERS } from './layers.mjs';

/** @typedef {import('./layers.mjs').Layer} Layer */

/** @param {string} file @param {string} folder */
const isIn = (file, folder) => file === folder || `${file}.ts` === folder || file.startsWith(`${folder}/`);

/** @param {string} specifier `@scope/name/path` or `name/path` */
function packageOf(specifier) {
  const parts = specifier.split('/');
  return parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
}

/**
 * Why the layer may not import this, or null.
 *
 * @param {Layer} layer
 * @param {string} file Relative to the root.
 * @param {string} specifier
 * @param {boolean} typeOnly
 */
function objection(layer, file, specifier, typeOnly) {
  if (specifier === 'vscode') return layer.vscode === true ? null : 'vscode belongs to src/ui and src/extension.ts';
  if (isBuiltin(specifier)) return layer.node === true ? null : "Node's own modules are out of reach here: let a driver or the lab do it";
  if (!specifier.startsWith('.')) {
    const name = packageOf(specifier);
    return layer.packages === 'any' || layer.packages.includes(name) ? null : `the package ${name} is not for this layer`;
  }
  const target = path.posix.normalize(path.posix.join(path.posix.dirname(file), specifier));
  if (isIn(target, layer.folder) || layer.layers.some((folder) => isIn(target, folder))) return null;
  if (!layer.types?.some((folder) => isIn(target, folder))) return `it may not know ${target}`;
  return typeOnly ? null : `it may import only types of ${target}`;
}

/**
 * True when nothing of the import is left at run time.
 * @param {{ importKind?: string, exportKind?: string, specifiers?: { importKind?: string, exportKind?: string }[] }} node
 */
function isTypeOnly({ importKind, exportKind, specifiers = [] }) {
  if (importKind === 'type' || exportKind === 'type') return true;
  return specifiers.length > 0 && specifiers.every((one) => one.importKind === 'type' || one.exportKind === 'type');
}

/**
 * Reports every import that crosses the layers: static, dynamic, re-exported, `require`d, or of a type.
 * @type {import('eslint').Rule.RuleModule}
 */
export const layerRule = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { crossing: '{{layer}} may not import "{{specifier}}": {{reason}}. See ARCHITECTURE.md.' },
  },
  create(context) {
    const file = path.relative(context.cwd, context.filename).split(path.sep).join('/');
    const layer = LAYERS.find(({ folder }) => isIn(file, folder));
    if (layer === undefined) return {};

    /** @param {any} node @param {any} source @param {boolean} typeOnly */
    const check = (node, source, typeOnly) => {
      const specifier = source?.value;
      if (typeof specifier !== 'string') return;
      const reason = objection(layer, file, specifier, typeOnly);
      if (reason !== null) context.report({ node, messageId: 'crossing', data: { layer: layer.folder, specifier, reason } });
    };
    /** @param {any} node */
    const declaration = (node) => {
      check(node, node.source, isTypeOnly(node));
    };
    return {
      ImportDeclaration: declaration,
      ExportNamedDeclaration: declaration,
      ExportAllDeclaration: declaration,
      ImportExpression(node) {
        check(node, node.source, false);
      },
      /** @param {any} node */
      TSImportType(node) {
        check(node, node.source, true);
      },
      /** @param {any} node */
      TSExternalModuleReference(node) {
        check(node, node.expression, false);
      },
      'CallExpression[callee.name="require"]'(/** @type {any} */ node) {
        check(node, node.arguments[0], false);
      },
    };
  },
};
