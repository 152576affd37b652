import type { Disposable } from '../core/disposable';
import type { Endpoints } from '../core/lab/endpoints';
import type {
  DownOptions,
  Lab,
  LabCall,
  LabStatus,
  PreflightFinding,
  Profile,
  Runtime,
  ServiceName,
  ToolLaunch,
  ToolName,
} from '../core/lab/lab';

export interface AutoLabChoice {
  readonly local: Lab;
  readonly compose: Lab;
  /** The one that runs, as the lab's home tells without asking the engine; null while both are down. */
  readonly running: () => Promise<'local' | 'compose' | null>;
  /** Whether the lab in containers may have left data. */
  readonly composeHasData: () => boolean;
  /** Whether a Docker engine answers that could run the lab. */
  readonly engineAnswers: (signal: AbortSignal) => Promise<boolean>;
}

/**
 * The lab of a user who left the choice to it: whichever runs, so that every window and shell means the same one; while
 * none does, containers where an engine answers, else processes. It looks anew whenever something is to be started.
 */
export class AutoLab implements Lab {
  private chosen: Promise<Lab> | null = null;
  private current: Lab;

  constructor(private readonly choice: AutoLabChoice) {
    this.current = choice.local;
  }

  get runtime(): Runtime {
    return this.current.runtime;
  }

  async preflight(profile: Profile, call: LabCall): Promise<readonly PreflightFinding[]> {
    return (await this.choose(call.signal)).preflight(profile, call);
  }

  async prepare(profile: Profile, call: LabCall): Promise<void> {
    await (await this.choose(call.signal)).prepare(profile, call);
  }

  async up(profile: Profile | null, call: LabCall): Promise<LabStatus> {
    return (await this.choose(call.signal)).up(profile, call);
  }

  /** The data of both is thrown away: none may stay behind because the lab was last run the other way. */
  async down(call: LabCall, options?: DownOptions): Promise<void> {
    const { local, compose, composeHasData } = this.choice;
    if (options?.deleteData !== true) return (await this.present()).down(call, options);
    await local.down(call, options);
    if (composeHasData()) await compose.down(call, options);
  }

  async reset(call: LabCall): Promise<LabStatus> {
    return (await this.choose(call.signal)).reset(call);
  }

  async restart(service: ServiceName, call: LabCall): Promise<LabStatus> {
    return (await this.present()).restart(service, call);
  }

  async kill(service: ServiceName, call: LabCall): Promise<void> {
    await (await this.present()).kill(service, call);
  }

  async status(): Promise<LabStatus> {
    return (await this.present()).status();
  }

  /** Follows both, since another window may start either; tells what the present one shows. */
  watch(listener: (status: LabStatus) => void): Disposable {
    const latest = new Map<Runtime, LabStatus>();
    let last = '';
    let disposed = false;
    const heard = async (status: LabStatus): Promise<void> => {
      latest.set(status.runtime, status);
      const present = await this.present();
      const now = latest.get(present.runtime);
      const text = JSON.stringify(now);
      if (disposed || !now || text === last) return;
      last = text;
      listener(now);
    };
    const watches = [this.choice.local, this.choice.compose].map((lab) => lab.watch((status) => void heard(status)));
    return {
      dispose: () => {
        disposed = true;
        for (const watch of watches) watch.dispose();
      },
    };
  }

  async tool(name: ToolName, call: LabCall): Promise<ToolLaunch> {
    return (await this.present()).tool(name, call);
  }

  async logFile(service: ServiceName, call: LabCall): Promise<string> {
    return (await this.present()).logFile(service, call);
  }

  async endpoints(): Promise<Endpoints | null> {
    return (await this.present()).endpoints();
  }

  /** The one that runs, else the one last chosen. */
  private async present(): Promise<Lab> {
    const running = await this.choice.running();
    if (running !== null) return (this.current = this.choice[running]);
    return this.chosen ?? this.choose(new AbortController().signal);
  }

  private async choose(signal: AbortSignal): Promise<Lab> {
    const running = await this.choice.running();
    if (running === null) return this.ask(signal);
    return (this.current = this.choice[running]);
  }

  private async ask(signal: AbortSignal): Promise<Lab> {
    const { engineAnswers, compose, local } = this.choice;
    const chosen = engineAnswers(signal).then((answers) => (this.current = answers ? compose : local));
    this.chosen = chosen;
    try {
      return await chosen;
    } catch (error) {
      if (this.chosen === chosen) this.chosen = null;
      throw error;
    }
  }
}
