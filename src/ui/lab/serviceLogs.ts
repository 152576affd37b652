import * as vscode from 'vscode';
import { isAbort } from '../../core/errors';
import type { ServiceName } from '../../core/lab/lab';
import type { Log } from '../../core/log';
import { SERVICE_NAMES } from '../views/labView';

/** The part of an output channel that a log is written to. */
type Lines = Pick<vscode.OutputChannel, 'append' | 'replace'>;

/** Tells a channel what a service's log says, now and as it grows, until the signal is aborted. */
export type FollowLog = (service: ServiceName, lines: Lines, signal: AbortSignal) => Promise<void>;

/** The logs of services, each an output channel that follows its file from the moment it was first asked for. */
export class ServiceLogs implements vscode.Disposable {
  private readonly channels = new Map<ServiceName, vscode.OutputChannel>();
  private readonly closing = new AbortController();

  constructor(
    private readonly follow: FollowLog,
    private readonly log: Log,
  ) {}

  show(service: ServiceName): void {
    const channel = this.channels.get(service) ?? this.open(service);
    channel.show(true);
  }

  dispose(): void {
    this.closing.abort();
    for (const channel of this.channels.values()) channel.dispose();
  }

  private open(service: ServiceName): vscode.OutputChannel {
    const channel = vscode.window.createOutputChannel(`Debezium Lab: ${SERVICE_NAMES[service]}`, 'log');
    this.channels.set(service, channel);
    this.follow(service, channel, this.closing.signal).catch((error: unknown) => {
      if (isAbort(error)) return;
      this.log.error(`The log of ${service} could not be followed`, error);
      // The next wish to see it begins anew.
      channel.dispose();
      this.channels.delete(service);
    });
    return channel;
  }
}
