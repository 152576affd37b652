/** Names the socket on which the benchmark waits for the extension host. */
export const SOCKET_VARIABLE = 'DEBEZIUM_LAB_BENCH_SOCKET';

export type Order = { readonly id: number } & (
  | { readonly kind: 'calm' }
  | { readonly kind: 'command'; readonly command: string; readonly args: readonly unknown[]; readonly files: readonly string[] }
  | { readonly kind: 'activate'; readonly extension: string }
);

type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

export type OrderText = Without<Order, 'id'>;

export interface Answer {
  readonly id: number;
  /** Of a command: when it was given, in milliseconds since the epoch. Of an activation: how long it took, in milliseconds. */
  readonly value?: number;
  readonly problem?: string;
}
