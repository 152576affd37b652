import type { RunOutput } from '../../core/run/result';
import type { RunContext, Runner } from '../../core/run/runner';
import type { RunnableSnippet } from '../../core/snippet/snippet';
import { runProcess } from './childProcess';
import { loginVariables } from './kafkaLogin';
import { labEnvironment } from './labEnvironment';
import { LIFELINE_VARIABLE } from './lifeline';
import { preparePython, type PythonHomeOptions } from './pythonHome';
import { withScriptFile } from './scriptFile';

/** Runs `python` in the lab's virtual environment, unbuffered, with the lab's addresses in its environment. */
export class PythonRunner implements Runner {
  private preparing: Promise<string> | null = null;

  constructor(private readonly options: PythonHomeOptions) {}

  async run(snippet: RunnableSnippet, context: RunContext): Promise<RunOutput> {
    const { home } = this.options;
    const python = await this.prepare(context);
    const script = { name: snippet.name, extension: '.py', text: snippet.code };
    return withScriptFile(home, script, async (file, cwd) => {
      const env = {
        ...process.env,
        ...labEnvironment(context.endpoints, home, process.env),
        ...loginVariables(context.endpoints.kafka),
        PYTHONUNBUFFERED: '1',
        PYTHONUTF8: '1',
        PYTHONDONTWRITEBYTECODE: '1',
        [LIFELINE_VARIABLE]: '1',
      };
      const { signal } = context;
      const result = await runProcess({
        command: python,
        args: [file],
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

  /** One preparation at a time: two snippets started at once would each make the environment. */
  private async prepare(context: RunContext): Promise<string> {
    await this.preparing?.catch(() => undefined);
    context.signal.throwIfAborted();
    this.preparing = preparePython(this.options, context);
    return this.preparing;
  }
}
