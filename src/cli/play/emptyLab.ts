import type { Lab, Profile } from '../../core/lab/lab';

/** Brings the profile up with nothing in it: no tables, topics, connectors or offsets. Returns a line that says so. */
export async function emptyLab(lab: Lab, profile: Profile, signal: AbortSignal): Promise<string> {
  // Reset keeps the profile that is up, so the lesson's has to be up first.
  await lab.up(profile, { signal });
  const { runtime, services } = await lab.reset({ signal });
  const list = services.map(({ name, version, port }) => `${name}${version === null ? '' : ` ${version}`} :${String(port)}`);
  return `lab ${runtime}/${profile}, empty: ${list.join(', ')}`;
}
