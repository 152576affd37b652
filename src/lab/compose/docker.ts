import { runCommand, type CommandResult } from '../process/runCommand';
import { engineMissing } from './engineProblem';

export interface DockerCall {
  readonly signal: AbortSignal;
  readonly onLine?: ((line: string) => void) | undefined;
}

/**
 * Runs the `docker` command that is on PATH, with the context the user has chosen for it. A failing command is a result;
 * a missing program is a UserError.
 */
export async function docker(args: readonly string[], { signal, onLine }: DockerCall): Promise<CommandResult> {
  try {
    return await runCommand('docker', args, { signal, onLine, env: dockerEnvironment(process.env) });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') throw engineMissing();
    throw error;
  }
}

/**
 * The user's own COMPOSE_… variables are meant for another project, and a variable of the environment would go before the
 * lab's env file.
 */
export function dockerEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const own = Object.entries(env).filter(([name]) => !/^(?:COMPOSE|DEBEZIUM_LAB)_/u.test(name));
  return { ...Object.fromEntries(own), COMPOSE_ANSI: 'never' };
}
