import * as vscode from 'vscode';
import type { ConnectClient } from '../../drivers/index';
import type { ConnectorRef, Row, TaskRef } from '../ids';
import type { VirtualDocuments } from '../virtualDocuments';
import type { ConnectorWatch } from './connectorWatch';

/** A REST request that Connect does not answer for this long has failed; milliseconds. */
const REQUEST_LIMIT = 15_000;

export interface ConnectorTools {
  readonly client: () => Promise<ConnectClient>;
  readonly watch: ConnectorWatch;
  readonly documents: VirtualDocuments;
}

/** The row's connector, or the one chosen from a list; undefined when the user chose none. */
async function askConnector({ client }: ConnectorTools, row: Row<ConnectorRef> | undefined): Promise<string | undefined> {
  if (row) return row.ref.connector;
  const connectors = await (await client()).list(AbortSignal.timeout(REQUEST_LIMIT));
  const items = connectors.map(({ name, state }) => ({ label: name, description: state }));
  const chosen = await vscode.window.showQuickPick(items, { placeHolder: vscode.l10n.t('Choose a connector') });
  return chosen?.label;
}

export type ConnectorAction = (client: ConnectClient, connector: string, signal: AbortSignal) => Promise<unknown>;

/** Does something with a connector and shows its new state. */
export async function actOnConnector(tools: ConnectorTools, row: Row<ConnectorRef> | undefined, action: ConnectorAction): Promise<void> {
  const connector = await askConnector(tools, row);
  if (connector === undefined) return;
  try {
    await action(await tools.client(), connector, AbortSignal.timeout(REQUEST_LIMIT));
  } finally {
    tools.watch.refresh();
  }
}

export async function deleteConnector(tools: ConnectorTools, row: Row<ConnectorRef> | undefined): Promise<void> {
  const connector = await askConnector(tools, row);
  if (connector === undefined) return;
  const confirm = vscode.l10n.t('Delete');
  const detail = vscode.l10n.t('Its tasks end. Offsets, topics and the replication slot stay.');
  const question = vscode.l10n.t('Delete connector “{0}”?', connector);
  if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, confirm)) !== confirm) return;
  await actOnConnector(tools, { ref: { kind: 'connector', connector } }, (client, name, signal) => client.remove(name, signal));
}

export type ConnectorQuery = (client: ConnectClient, connector: string, signal: AbortSignal) => Promise<unknown>;

/** Shows what Connect says of a connector as a read-only JSON document. */
export async function showOfConnector(
  tools: ConnectorTools,
  row: Row<ConnectorRef> | undefined,
  part: string,
  query: ConnectorQuery,
): Promise<void> {
  const connector = await askConnector(tools, row);
  if (connector === undefined) return;
  const answer = await query(await tools.client(), connector, AbortSignal.timeout(REQUEST_LIMIT));
  await tools.documents.show(`${connector}.${part}.json`, `${JSON.stringify(answer, null, 2)}\n`);
}

export async function showTaskTrace({ watch, documents }: ConnectorTools, { ref }: Row<TaskRef>): Promise<void> {
  const connector = watch.now.connectors.find(({ name }) => name === ref.connector);
  const trace = connector?.tasks.find(({ id }) => id === ref.task)?.trace;
  if (trace !== null && trace !== undefined) await documents.show(`${ref.connector}.task-${String(ref.task)}.log`, trace);
}
