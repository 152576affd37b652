import * as vscode from 'vscode';

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

async function homesIn(folder: vscode.Uri): Promise<readonly string[]> {
  try {
    const entries = await vscode.workspace.fs.readDirectory(folder);
    return entries.filter(([, type]) => type === vscode.FileType.Directory).map(([name]) => vscode.Uri.joinPath(folder, name).fsPath);
  } catch {
    return [];
  }
}
