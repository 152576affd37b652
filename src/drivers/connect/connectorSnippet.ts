import { findNodeAtLocation, type Node } from 'jsonc-parser';
import { UserError, type Place } from '../../core/errors';
import { msg, type Message } from '../../core/message';
import { parseJsonText } from '../jsonText';
import { placeAt } from '../place';
import type { ConnectorConfig } from './connectorJson';

/** A `json target=connect` snippet: `{"name": "inventory", "config": {…}}`. */
export interface ConnectorSnippet {
  readonly name: string;
  /** With `name` filled in: Connect's validation asks for it. */
  readonly config: ConnectorConfig;
  /** Where a property stands in the snippet; where the configuration begins for one that is missing. */
  placeOf(property: string): Place;
}

/** @throws UserError with the place of the first mistake */
export function readConnectorSnippet(code: string): ConnectorSnippet {
  const root = parseJsonText(code);
  const fail = (node: Node, what: Message): UserError =>
    new UserError({
      what,
      fix: msg('A connector is written as {0}. Nothing was sent.', '{"name": "…", "config": {…}}'),
      place: placeAt(code, node.offset),
    });

  if (root.type !== 'object') throw fail(root, msg('A connector must be a JSON object.'));
  for (const property of root.children ?? []) {
    const key = String(property.children?.[0]?.value);
    if (key !== 'name' && key !== 'config') throw fail(property, msg('Only “name” and “config” may stand here, not “{0}”.', key));
  }
  const nameNode = findNodeAtLocation(root, ['name']);
  const name: unknown = nameNode?.value;
  if (typeof name !== 'string' || name === '') throw fail(nameNode ?? root, msg('The connector has no name.'));
  const configNode = findNodeAtLocation(root, ['config']);
  if (configNode?.type !== 'object') throw fail(configNode ?? root, msg('The connector has no configuration.'));

  const entries = (configNode.children ?? []).map((property): [string, string] => {
    const [key, value] = property.children ?? [];
    if (!key || !value || !['string', 'number', 'boolean'].includes(value.type)) {
      throw fail(value ?? property, msg('The value of “{0}” must be text, a number, true or false.', String(key?.value)));
    }
    // A number is taken as it was written: 1e3 and 20-digit integers stay what they are.
    return [String(key.value), value.type === 'string' ? String(value.value) : code.slice(value.offset, value.offset + value.length)];
  });
  const config = Object.fromEntries(entries);
  const inner = findNodeAtLocation(configNode, ['name']);
  if (inner && config['name'] !== name) throw fail(inner, msg('The name in the configuration differs from the connector’s name.'));
  if (!config['connector.class']) throw fail(configNode, msg('The configuration has no connector.class.'));
  return {
    name,
    config: { ...config, name },
    placeOf: (property) => placeAt(code, (findNodeAtLocation(configNode, [property])?.parent ?? configNode).offset),
  };
}
