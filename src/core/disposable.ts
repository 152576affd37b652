/** Something with an end. Structurally the same as `vscode.Disposable`, which core may not name. */
export interface Disposable {
  dispose(): void;
}
