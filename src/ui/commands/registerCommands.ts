import * as vscode from 'vscode';
import type { Log } from '../../core/log';
import { COMMANDS, type CommandArguments, type CommandId } from '../ids';
import { showProblem } from '../problems';

export type CommandTable = { readonly [Id in CommandId]: (...args: CommandArguments[Id]) => Promise<void> | void };

/** Every command goes through here: it is logged, and what it throws is told in one notification. */
function registerCommand<Id extends CommandId>(id: Id, handler: CommandTable[Id], log: Log): vscode.Disposable {
  const call = async (...args: CommandArguments[Id]): Promise<void> => {
    log.debug(`Command ${id}`);
    try {
      await handler(...args);
    } catch (error) {
      // Not awaited: the command is over, the notification may stay as long as the user leaves it.
      void showProblem(error, log, () => call(...args));
    }
  };
  return vscode.commands.registerCommand(id, call);
}

function isCommandId(id: string): id is CommandId {
  return id in COMMANDS;
}

export function registerCommands(table: CommandTable, log: Log): vscode.Disposable {
  const ids = Object.keys(COMMANDS).filter(isCommandId);
  return vscode.Disposable.from(...ids.map((id) => registerCommand(id, table[id], log)));
}
