import type { Check, Verdict } from './check';
import type { Probes, SnippetOutput } from './probes';
import type { CheckState } from './state';

type OutputCheck = Check & { kind: 'output' };

/** How much of the last line is shown as seen. */
const SAW_CHARACTERS = 200;

export function beginOutput(check: OutputCheck, probes: Probes): CheckState {
  const output = probes.output(check.snippet);
  return { kind: 'output', run: output?.run ?? null, printed: output?.printed ?? 0 };
}

/** What was printed since the step began: all of a new run, the rest of one that was there already. */
function textSince(state: CheckState, output: SnippetOutput): string {
  if (state.kind !== 'output' || state.run !== output.run) return output.text;
  const fresh = output.printed - state.printed;
  return fresh <= 0 ? '' : output.text.slice(-fresh);
}

function lastLine(text: string): string | null {
  const last = text.trimEnd().split('\n').at(-1) ?? '';
  return last === '' ? null : last.slice(0, SAW_CHARACTERS);
}

/** The pattern is matched line by line too: `^` and `$` are the ends of a line. */
export function evaluateOutput(check: OutputCheck, state: CheckState, probes: Probes): Verdict {
  const output = probes.output(check.snippet);
  if (output === null) return { met: false, saw: null, obstacle: null };
  const text = textSince(state, output);
  const found = new RegExp(check.pattern, 'mu').exec(text);
  return { met: found !== null, saw: found?.[0].slice(0, SAW_CHARACTERS) ?? lastLine(text), obstacle: null };
}
