import type { CancellationToken } from 'vscode';

/** VS Code's cancellation as the signal that everything below `ui` understands. */
export function signalOf(token: CancellationToken): AbortSignal {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  else token.onCancellationRequested(() => controller.abort());
  return controller.signal;
}
