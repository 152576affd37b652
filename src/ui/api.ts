import type { Disposable } from '../core/disposable';
import type { Run } from '../core/run/result';
import type { TreeNode } from './trees/treeNode';
import type { Painted } from './webview/pageTools';

/** What the extension lets the host tests and the benchmark see. Not meant for other extensions. */
export interface ExtensionApi {
  /** Tells when something came to be seen on a page. */
  onPainted(listener: (painted: Painted) => void): Disposable;
  /** Tells every change of every run. */
  onRun(listener: (run: Run) => void): Disposable;
  /** The rows of the trees as they would be shown now. */
  readonly trees: {
    readonly course: () => Promise<readonly TreeNode[]>;
    readonly lab: () => Promise<readonly TreeNode[]>;
    readonly connectors: () => Promise<readonly TreeNode[]>;
  };
}
