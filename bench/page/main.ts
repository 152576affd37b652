import { HAND, PAINTED, SIGNS, type Paint, type Signs } from '../editor/paint';
import { runSnippet } from './runSnippet';
import { watchPaint } from './watchPaint';

/** Runs in every frame of the workbench from its first moment, whosever page it is. */
const scope = globalThis as unknown as Record<string, unknown>;
scope[HAND] = { runSnippet };
if (window !== window.top) watchPaint(scope[SIGNS] as readonly Signs[], (paint) => (scope[PAINTED] as (paint: Paint) => void)(paint));
