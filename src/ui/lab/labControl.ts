import * as vscode from 'vscode';
import type { Disposable } from '../../core/disposable';
import { Emitter } from '../../core/emitter';
import { isAbort } from '../../core/errors';
import type { Endpoints } from '../../core/lab/endpoints';
import type { Lab, LabCall, LabStatus, PreflightFinding, Profile, ServiceName } from '../../core/lab/lab';
import type { Log } from '../../core/log';
import type { LabView } from '../../core/protocol/protocol';
import { signalOf } from '../cancellation';
import { setContext } from '../context';
import { hostWords } from '../hostWords';
import { SERVICE_NAMES, labState } from '../views/labView';

/** What is known of the lab at the moment; `state` and `status` are null until it was looked at. */
export interface LabNow {
  readonly status: LabStatus | null;
  readonly state: LabView['state'] | null;
  readonly endpoints: Endpoints | null;
}

/** The lab as VS Code sees it: watched from its first use on, started and stopped with progress and cancel. */
export class LabControl implements vscode.Disposable {
  private current: LabNow = { status: null, state: null, endpoints: null };
  private watching: Promise<Disposable> | null = null;
  private disposed = false;
  private readonly changed = new Emitter<[LabNow]>();

  constructor(
    private readonly lab: () => Promise<Lab>,
    private readonly log: Log,
  ) {}

  get now(): LabNow {
    return this.current;
  }

  onChange(listener: (now: LabNow) => void): Disposable {
    return this.changed.on(listener);
  }

  /** Addresses of the running services; null while the lab is down. Asks the lab only when it is not known to be ready. */
  async endpoints(): Promise<Endpoints | null> {
    return this.current.state === 'ready' ? this.current.endpoints : (await this.lab()).endpoints();
  }

  /** Begins to follow the lab; further calls do nothing. Not at activation: it loads the lab's code. */
  watch(): void {
    this.watching ??= this.beginWatch().catch((error: unknown) => {
      this.log.error('The lab could not be watched', error);
      this.watching = null;
      return { dispose: () => undefined };
    });
  }

  async start(profile: Profile): Promise<void> {
    this.watch();
    await this.run(vscode.l10n.t('Starting the lab ({0})', profile), async (lab, call) => {
      const begin = performance.now();
      await lab.up(profile, call);
      this.log.info(`Lab ${profile} ready after ${String(Math.round(performance.now() - begin))} ms`);
    });
  }

  async stop(): Promise<void> {
    await this.run(vscode.l10n.t('Stopping the lab'), (lab, call) => lab.down(call));
  }

  /** Stops the lab for good: what it keeps between two starts is deleted. */
  async deleteData(): Promise<void> {
    this.watch();
    await this.run(vscode.l10n.t('Deleting the data of the lab'), (lab, call) => lab.down(call, { deleteData: true }));
  }

  async reset(): Promise<void> {
    this.watch();
    await this.run(vscode.l10n.t('Resetting the lab'), async (lab, call) => {
      await lab.reset(call);
    });
  }

  async restart(service: ServiceName): Promise<void> {
    await this.run(vscode.l10n.t('Restarting {0}', SERVICE_NAMES[service]), async (lab, call) => {
      await lab.restart(service, call);
    });
  }

  /** Ends a service as a crash would: what is shown next is what a student has to deal with. */
  async kill(service: ServiceName): Promise<void> {
    this.watch();
    await this.run(vscode.l10n.t('Killing {0} (SIGKILL)', SERVICE_NAMES[service]), (lab, call) => lab.kill(service, call));
  }

  /**
   * Does something with the lab while a notification shows how it goes. A cancelled task is not an error: whoever
   * cancelled knows.
   */
  async run(title: string, task: (lab: Lab, call: LabCall) => Promise<void>): Promise<void> {
    const lab = await this.lab();
    const words = hostWords();
    const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
    await vscode.window.withProgress(options, async (progress, token) => {
      const call: LabCall = {
        signal: signalOf(token),
        onProgress: ({ message }) => progress.report({ message: words.text(message) }),
      };
      try {
        await task(lab, call);
      } catch (error) {
        if (!isAbort(error) && !token.isCancellationRequested) throw error;
        this.log.info(`${title}: cancelled`);
      }
    });
  }

  async preflight(profile: Profile): Promise<readonly PreflightFinding[]> {
    const lab = await this.lab();
    const options = { location: vscode.ProgressLocation.Window, title: vscode.l10n.t('Checking requirements') };
    return vscode.window.withProgress(options, (_progress, token) => lab.preflight(profile, { signal: signalOf(token) }));
  }

  dispose(): void {
    this.disposed = true;
    this.changed.dispose();
    void this.watching?.then((watch) => watch.dispose());
  }

  private async beginWatch(): Promise<Disposable> {
    const lab = await this.lab();
    const watch = lab.watch((status) => void this.take(lab, status));
    if (this.disposed) watch.dispose();
    return watch;
  }

  private async take(lab: Lab, status: LabStatus): Promise<void> {
    const state = labState(status);
    const endpoints = state === 'down' ? null : await lab.endpoints().catch(() => null);
    if (this.disposed) return;
    if (state !== this.current.state) setContext('debeziumLab.labState', state);
    if ((status.shared ?? false) !== (this.current.status?.shared ?? false)) setContext('debeziumLab.labShared', status.shared ?? false);
    this.current = { status, state, endpoints };
    this.changed.fire(this.current);
  }
}
