import * as vscode from 'vscode';
import { pathSetting } from '../settings';

/** Extensions that bring a Java of their own for this platform, in `jre/<version>-<platform>`. */
const JAVA_EXTENSIONS = ['redhat.java'];

/**
 * Homes of the Javas that installed extensions bring: whoever writes Java in this editor has one without having installed
 * any. An extension's universal package has none.
 */
export async function bundledJavas(): Promise<readonly string[]> {
  const found = JAVA_EXTENSIONS.flatMap((id) => vscode.extensions.getExtension(id) ?? []);
  return (await Promise.all(found.map(({ extensionUri }) => homesIn(vscode.Uri.joinPath(extensionUri, 'jre'))))).flat();
}

/** The lab's commands in a terminal know no settings and no extensions: the Javas of both reach them as a variable, one a line. */
export async function javaVariables(): Promise<Readonly<Record<string, string>>> {
  const homes = [pathSetting('local.javaHome') ?? [], await bundledJavas()].flat();
  return homes.length === 0 ? {} : { DEBEZIUM_LAB_JAVA_HOMES: homes.join('\n') };
}

async function homesIn(folder: vscode.Uri): Promise<readonly string[]> {
  try {
    const entries = await vscode.workspace.fs.readDirectory(folder);
    return entries.filter(([, type]) => type === vscode.FileType.Directory).map(([name]) => vscode.Uri.joinPath(folder, name).fsPath);
  } catch {
    return [];
  }
}
