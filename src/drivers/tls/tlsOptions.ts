import type { Tls } from '../../core/lab/endpoints';

/** The settings by the names that Node's TLS has for them; the server's certificate and name are always checked. */
export interface TlsOptions {
  readonly rejectUnauthorized: true;
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly passphrase?: string;
}

export function tlsOptions({ ca, certificate, key, passphrase }: Tls): TlsOptions {
  return {
    rejectUnauthorized: true,
    ...(ca !== undefined && { ca }),
    ...(certificate !== undefined && { cert: certificate }),
    ...(key !== undefined && { key }),
    ...(passphrase !== undefined && { passphrase }),
  };
}
