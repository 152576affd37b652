import type { Problem } from '../../core/errors';
import type { LabStatus, Profile, ServiceName } from '../../core/lab/lab';
import { PROFILES, SERVICES } from '../../core/lab/lab';
import type { Message } from '../../core/message';
import { parseJson } from '../files/readable';
import { isFields, isOneOf } from '../files/shape';
import type { Toolchain } from '../toolchain/toolchain';

/**
 * Client and guard speak JSON, one object a line, over a local socket. A guard may be older than the client (an update
 * of the extension while the lab runs): a client ends a guard whose number differs and starts its own.
 */
export const PROTOCOL_VERSION = 3;

/** Exit code of a guard that found another one alive. */
export const ANOTHER_GUARD = 3;

/** What a client can ask for. Each request is answered once, by `done` or `failed`. */
export type GuardRequest =
  | { readonly kind: 'up'; readonly profile: Profile; readonly tools: Toolchain }
  | { readonly kind: 'reset'; readonly profile: Profile; readonly tools: Toolchain }
  | { readonly kind: 'restart'; readonly service: ServiceName; readonly tools: Toolchain }
  | { readonly kind: 'kill'; readonly service: ServiceName }
  | { readonly kind: 'down' }
  /** Are you there? Connecting alone proves nothing: the system accepts for a process that is about to end. */
  | { readonly kind: 'hello' }
  | { readonly kind: 'status' }
  /** From now on every change of the status is told to this connection. */
  | { readonly kind: 'watch' };

export type ClientMessage =
  { readonly type: 'request'; readonly id: number; readonly request: GuardRequest } | { readonly type: 'cancel'; readonly id: number };

export type GuardMessage =
  | { readonly type: 'progress'; readonly id: number; readonly message: Message }
  | { readonly type: 'done'; readonly id: number; readonly status: LabStatus }
  | { readonly type: 'failed'; readonly id: number; readonly failure: GuardFailure }
  | { readonly type: 'status'; readonly status: LabStatus };

/** Why a request failed: something the user can act on, the client's own cancel, or a bug with its stack. */
export type GuardFailure =
  { readonly kind: 'problem'; readonly problem: Problem } | { readonly kind: 'aborted' } | { readonly kind: 'bug'; readonly text: string };

export function encodeLine(message: ClientMessage | GuardMessage): string {
  return `${JSON.stringify(message)}\n`;
}

/** A client's line; null when it is not one. The guard answers only what it understands wholly. */
export function decodeClientLine(line: string): ClientMessage | null {
  const value = parseJson(line);
  if (!isFields(value) || typeof value['id'] !== 'number') return null;
  const { id, type } = value;
  if (type === 'cancel') return { type, id };
  const request = type === 'request' ? decodeRequest(value['request']) : null;
  return request && { type: 'request', id, request };
}

function decodeRequest(value: unknown): GuardRequest | null {
  if (!isFields(value)) return null;
  const { kind, profile, service, tools } = value;
  switch (kind) {
    case 'up':
    case 'reset':
      return isOneOf(PROFILES, profile) && isToolchain(tools) ? { kind, profile, tools } : null;
    case 'restart':
      return isOneOf(SERVICES, service) && isToolchain(tools) ? { kind, service, tools } : null;
    case 'kill':
      return isOneOf(SERVICES, service) ? { kind, service } : null;
    case 'down':
    case 'hello':
    case 'status':
    case 'watch':
      return { kind };
    default:
      return null;
  }
}

function isToolchain(value: unknown): value is Toolchain {
  if (!isFields(value)) return false;
  const texts = ['java', 'jars', 'classArchives', 'assets', 'dataRoot'] as const;
  const { postgres, mysql, prometheus, idleMs, runAs } = value;
  return (
    texts.every((name) => typeof value[name] === 'string') &&
    isPrograms(postgres) &&
    isPrograms(mysql) &&
    (mysql === null || (isFields(mysql) && typeof mysql['seed'] === 'string')) &&
    (prometheus === null || typeof prometheus === 'string') &&
    typeof idleMs === 'number' &&
    isRunAs(runAs)
  );
}

function isPrograms(value: unknown): boolean {
  return value === null || (isFields(value) && typeof value['bin'] === 'string' && typeof value['version'] === 'string');
}

function isRunAs(value: unknown): boolean {
  return value === null || (isFields(value) && typeof value['uid'] === 'number' && typeof value['gid'] === 'number');
}

/** The guard's line; null when it is none that this client knows. */
export function decodeGuardLine(line: string): GuardMessage | null {
  const value = parseJson(line);
  return isGuardMessage(value) ? value : null;
}

/** Guard and client are of the same protocol version, so the kind of the message tells its shape. */
function isGuardMessage(value: unknown): value is GuardMessage {
  return isFields(value) && isOneOf(['progress', 'done', 'failed', 'status'], value['type']);
}
