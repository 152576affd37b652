import { access } from 'node:fs/promises';
import path from 'node:path';
import { UserError } from '../../core/errors';
import { msg } from '../../core/message';
import type { RunOutput } from '../../core/run/result';
import type { RunContext, Runner } from '../../core/run/runner';
import type { RunnableSnippet } from '../../core/snippet/snippet';
import { runProcess } from './childProcess';
import { labEnvironment } from './labEnvironment';
import { withScriptFile } from './scriptFile';

/** Runs `bash` as a child process, for the command line; in the editor its terminal takes the place of this runner. */
export class BashRunner implements Runner {
  constructor(private readonly home: string) {}

  async run(snippet: RunnableSnippet, context: RunContext): Promise<RunOutput> {
    const bash = await findBash();
    const script = { name: snippet.name, extension: '.sh', text: `${snippet.code.replaceAll('\r\n', '\n')}\n` };
    return withScriptFile(this.home, script, async (file, cwd) => {
      const env = { ...process.env, ...labEnvironment(context.endpoints, this.home, process.env) };
      const args = ['--noprofile', '--norc', file];
      const { signal } = context;
      const result = await runProcess({
        command: bash,
        args,
        cwd,
        env,
        signal,
        onOutput: (text) => {
          context.onOutput(text);
        },
      });
      return { kind: 'process', ...result };
    });
  }
}

/** `bash` on Windows' own path is the one of the Linux subsystem, which sees another network: Git's is taken. */
async function findBash(): Promise<string> {
  if (process.platform !== 'win32') return 'bash';
  const { ProgramFiles, ProgramW6432, LocalAppData } = process.env;
  const roots = [ProgramFiles, ProgramW6432, LocalAppData === undefined ? undefined : path.join(LocalAppData, 'Programs')];
  for (const root of roots) {
    const file = path.join(root ?? '', 'Git', 'bin', 'bash.exe');
    if (root !== undefined && (await exists(file))) return file;
  }
  throw new UserError({
    what: msg('Shell snippets need bash, and this machine has none.'),
    fix: msg('Install Git for Windows, which brings Git Bash, and run the snippet again.'),
    action: 'retry',
  });
}

async function exists(file: string): Promise<boolean> {
  try {
    await access(file);
    return true;
  } catch {
    return false;
  }
}
