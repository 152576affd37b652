import type { Profile, ServiceName } from '../../core/lab/lab';
import { connectService } from './connect';
import { kafkaService } from './kafka';
import { postgresService } from './postgres';
import type { ServiceDefinition } from './service';

export interface ProfileDefinition {
  readonly services: readonly ServiceDefinition[];
  /** Resident memory of all its services with a connector at work, in MiB (measured, rounded up). */
  readonly memoryMb: number;
}

/** What each profile starts. To add a service: one file beside this one, and its place here. */
const PROFILE_TABLE: Partial<Record<Profile, ProfileDefinition>> = {
  postgres: { services: [postgresService, kafkaService, connectService], memoryMb: 900 },
};

/** The profile's services; null when this runtime does not offer the profile. */
export function profileDefinition(profile: Profile): ProfileDefinition | null {
  return PROFILE_TABLE[profile] ?? null;
}

/** The definition of a service, whichever profile it belongs to. */
export function serviceDefinition(name: ServiceName): ServiceDefinition | null {
  return (
    Object.values(PROFILE_TABLE)
      .flatMap((profile) => profile.services)
      .find((service) => service.name === name) ?? null
  );
}
