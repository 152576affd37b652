import * as vscode from 'vscode';
import type { CommandArguments, CommandId } from '../ids';

export async function callCommand<Id extends CommandId>(id: Id, ...args: CommandArguments[Id]): Promise<void> {
  await vscode.commands.executeCommand(id, ...args);
}

/** A command to put behind a row, a lens or the status bar. */
export function commandLink<Id extends CommandId>(title: string, id: Id, ...args: CommandArguments[Id]): vscode.Command {
  return { title, command: id, arguments: args };
}
