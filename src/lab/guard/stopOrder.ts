import type { ManagedService } from './managedService';

/** Services in waves: each one before those it uses, and side by side within a wave. */
function stopOrder(services: readonly ManagedService[]): readonly (readonly ManagedService[])[] {
  if (services.length === 0) return [];
  const used = new Set(services.flatMap((service) => service.definition.uses));
  const first = services.filter((service) => !used.has(service.definition.name));
  // A circle would have no first one: then all at once.
  if (first.length === 0) return [services];
  return [first, ...stopOrder(services.filter((service) => !first.includes(service)))];
}

/** Stops them all, wave by wave. */
export async function stopInOrder(services: readonly ManagedService[]): Promise<void> {
  for (const wave of stopOrder(services)) await Promise.all(wave.map((service) => service.stop()));
}
