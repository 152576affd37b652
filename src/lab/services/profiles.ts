import type { Profile, ServiceName } from '../../core/lab/lab';
import { connectService, monitoredConnectService } from './connect';
import { kafkaService } from './kafka';
import { mysqlService } from './mysql';
import { mysqlReplicaService } from './mysqlReplica';
import { postgresService } from './postgres';
import { prometheusService } from './prometheus';
import type { ServiceDefinition } from './service';

export interface ProfileDefinition {
  readonly services: readonly ServiceDefinition[];
  /** Resident memory of all its services with a connector at work, in MiB (measured, rounded up). */
  readonly memoryMb: number;
  /** What its data and logs take after some lessons, in MiB. */
  readonly diskMb: number;
}

/** What each profile starts. To add a service: one file beside this one, and its place here. */
const PROFILE_TABLE: Partial<Record<Profile, ProfileDefinition>> = {
  postgres: { services: [postgresService, kafkaService, connectService], memoryMb: 900, diskMb: 400 },
  mysql: { services: [mysqlService, kafkaService, connectService], memoryMb: 1150, diskMb: 600 },
  'mysql-replica': { services: [mysqlService, mysqlReplicaService, kafkaService, connectService], memoryMb: 1450, diskMb: 750 },
  monitoring: { services: [postgresService, kafkaService, monitoredConnectService, prometheusService], memoryMb: 1050, diskMb: 450 },
};

/** The profile's services; null when this runtime does not offer the profile. */
export function profileDefinition(profile: Profile): ProfileDefinition | null {
  return PROFILE_TABLE[profile] ?? null;
}

/** Every service that some profile starts, in each of its forms. */
export function allServices(): readonly ServiceDefinition[] {
  return [...new Set(Object.values(PROFILE_TABLE).flatMap((profile) => profile.services))];
}

/** The definition of a service, whichever profile it belongs to; of several forms the plainest. */
export function serviceDefinition(name: ServiceName): ServiceDefinition | null {
  return allServices().find((service) => service.name === name) ?? null;
}

/** True when the profile starts the service. */
export function profileHas(profile: Profile, name: ServiceName): boolean {
  return profileDefinition(profile)?.services.some((service) => service.name === name) ?? false;
}
