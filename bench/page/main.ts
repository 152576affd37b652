import { HAND, PAINTED, SIGNS, type Paint, type Signs } from '../editor/paint';
import { runSnippet } from './runSnippet';
import { watchPaint } from './watchPaint';

/** Runs in every frame of the workbench from its first moment, whosever page it is. */
const scope = globalThis as unknown as Record<string, unknown>;
scope[HAND] = { runSnippet };
const signs = scope[SIGNS] as readonly Signs[];
// Who watches asks for every frame, and each one costs: nothing is watched where nothing is looked for.
if (window !== window.top && signs.length > 0) watchPaint(signs, (paint) => (scope[PAINTED] as (paint: Paint) => void)(paint));
