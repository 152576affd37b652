import { dirname, join } from 'node:path';
import { UserError } from '../../core/errors';
import { msg } from '../../core/message';
import { runCommand } from '../process/runCommand';

export interface MavenJars {
  readonly assets: string;
  readonly java: string;
  readonly maven: string;
}

/** Downloads the jars that `pom.xml` names into the folder, by Maven. */
export async function mavenJars(folder: string, { assets, java, maven }: MavenJars, signal: AbortSignal): Promise<void> {
  const pom = join(assets, 'local', 'pom.xml');
  const args = ['--quiet', '--batch-mode', '--file', pom, `-Dlab.output=${folder}`, 'generate-resources'];
  const env = { ...process.env, JAVA_HOME: dirname(dirname(java)) };
  const { code, stdout, stderr } = await runCommand(maven, args, { signal, env, cwd: folder, shell: process.platform === 'win32' });
  if (code === 0) return;
  throw new UserError({
    what: msg('Kafka and Debezium could not be downloaded.'),
    why: msg('Maven ended with code {0}: {1}', code ?? '?', firstErrors(stdout + stderr)),
    fix: msg('Check the network and Maven’s own settings (a proxy or a mirror belongs in ~/.m2/settings.xml), then try again.'),
    action: 'retry',
  });
}

function firstErrors(output: string): string {
  const errors = output.split('\n').filter((line) => line.includes('ERROR'));
  return (errors.length > 0 ? errors : output.trim().split('\n')).slice(0, 3).join(' · ');
}
