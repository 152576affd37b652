import { UserError, type Problem } from '../../core/errors';
import { msg } from '../../core/message';

/**
 * Why no secure connection came about; null when the error is another one. Codes of certificates are those of OpenSSL's
 * verification (`X509_V_ERR_…`) as Node names them, the others those of Node's `tls`.
 */
export function tlsProblem(product: string, address: string, error: unknown): UserError | null {
  return tlsProblemOf(tlsCode(error), product, address, error);
}

/** The same by the code of the error, where a client has put its own in its place. */
export function tlsProblemOf(code: string | null, product: string, address: string, error: unknown): UserError | null {
  const problem = code === null ? null : problemFor(code, product, address);
  return problem && new UserError({ ...problem, why: msg('{0}', textOf(error)) }, { cause: error });
}

function problemFor(code: string, product: string, address: string): Problem | null {
  if (/^CERT_HAS_EXPIRED|CERTIFICATE_EXPIRED$/u.test(code)) {
    return {
      what: msg('The certificate of {0} at {1} has expired.', product, address),
      fix: msg('Ask whoever runs the server for a new one. If it is new, check the clock of this machine.'),
    };
  }
  if (code === 'CERT_NOT_YET_VALID') {
    return {
      what: msg('The certificate of {0} at {1} is not valid yet.', product, address),
      fix: msg('Check the clock of this machine.'),
    };
  }
  if (UNKNOWN_CA.has(code)) {
    return {
      what: msg('The certificate of {0} at {1} was signed by an authority that is not trusted here.', product, address),
      fix: msg('Name the file with the certificate of that authority in the settings (ca).'),
      action: 'openSettings',
    };
  }
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return {
      what: msg('The certificate of {0} at {1} was made out to another name.', product, address),
      fix: msg('Write the address in the settings as the certificate has it.'),
      action: 'openSettings',
    };
  }
  if (/ALERT_(CERTIFICATE_REQUIRED|BAD_CERTIFICATE|HANDSHAKE_FAILURE|CERTIFICATE_UNKNOWN|UNKNOWN_CA)$/u.test(code)) {
    return {
      what: msg('{0} at {1} did not accept the certificate of this client.', product, address),
      fix: msg('Name the files with a certificate that the server trusts and with its key in the settings (certificate, key).'),
      action: 'openSettings',
    };
  }
  if (code.startsWith('ERR_OSSL_')) {
    return {
      what: msg('The key of the client’s certificate cannot be read.'),
      fix: msg(
        'Check that the file is a private key in PEM. If its passphrase was mistyped, run Forget Passwords and start the lab again.',
      ),
      action: 'forgetPasswords',
    };
  }
  return /WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|EPROTO/u.test(code) ? notTls(product, address) : null;
}

/** Made with a private authority, or by the server for itself. */
const UNKNOWN_CA = new Set([
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'CERT_UNTRUSTED',
]);

/** For a server that answered something else than TLS. */
export function notTls(product: string, address: string): Problem {
  return {
    what: msg('{0} at {1} does not speak TLS.', product, address),
    fix: msg('Give the address of its TLS listener, or turn TLS off in the settings.'),
    action: 'openSettings',
  };
}

/** For a server that was spoken to in plain text and expects TLS. */
export function needsTls(product: string, address: string): UserError {
  return new UserError({
    what: msg('{0} at {1} speaks TLS only.', product, address),
    why: msg('It was spoken to in plain text.'),
    fix: msg('Turn TLS on in the settings (tls; for Kafka Connect write https:// in its address).'),
    action: 'openSettings',
  });
}

/** Node's words for a server that hung up at the first word of TLS; their code says no more than that it hung up. */
const CUT_OFF = 'disconnected before secure TLS connection was established';

/** Clients wrap the error of the socket in their own; some keep its code only. */
function tlsCode(error: unknown): string | null {
  if (error instanceof AggregateError) return tlsCode(error.errors[0]);
  if (!(error instanceof Error)) return null;
  const code: unknown = Reflect.get(error, 'code');
  if (error.message.includes(CUT_OFF)) return 'EPROTO';
  if (typeof code === 'string' && /CERT|TLS|SSL|EPROTO|ISSUER|VERIFY/u.test(code)) return code;
  return tlsCode(error.cause);
}

/** OpenSSL's errors carry the place in its source. */
function textOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return /:SSL routines:[^:]*:([^:]+)/u.exec(text)?.[1] ?? text;
}
