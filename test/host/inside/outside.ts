import { OUTSIDE_VARIABLE, type Action, type Answer, type Request } from '../protocol';

/** Asks the side that holds the window to do or to look at something. */
export async function outside<A extends Action>(action: A, request: Request<A>): Promise<Answer<A>> {
  const address = process.env[OUTSIDE_VARIABLE];
  if (address === undefined) throw new Error(`${OUTSIDE_VARIABLE} is not set: start this suite with scripts/test/host.mjs`);
  const response = await fetch(address, { method: 'POST', body: JSON.stringify({ action, request }) });
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  // Both ends are compiled from one protocol, in one build.
  return JSON.parse(text) as Answer<A>;
}
