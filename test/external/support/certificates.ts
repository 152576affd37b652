import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Of the client's encrypted key. */
export const PASSPHRASE = 'open-sesame-9';

/** Of the keystore in PKCS #12, which Java asks for. */
export const STORE_PASSWORD = 'store-pass';

const KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'];

/** `openssl ca` takes any dates, the other ways of signing only those to come. */
const AUTHORITY = `[ca]
default_ca = lab
[lab]
database = index.txt
serial = serial
new_certs_dir = .
default_md = sha256
policy = names
copy_extensions = copy
unique_subject = no
[names]
commonName = supplied
`;

/** Files with the certificates of a suite. */
export interface Certificates {
  readonly folder: string;
  /** `NAME.crt` and `NAME.key` of `ca`, `other-ca`, `server` (127.0.0.1 and no name), `expired` and `client`. */
  file(name: string): string;
  pem(name: string): Promise<string>;
}

/** Makes an authority, another one, and certificates of the first, with openssl. */
export async function makeCertificates(folder: string): Promise<Certificates> {
  await mkdir(folder, { recursive: true });
  const openssl = async (...args: readonly string[]): Promise<void> => {
    await run('openssl', args, { cwd: folder });
  };
  const authority = (name: string): Promise<void> =>
    openssl('req', '-x509', ...KEY, '-nodes', '-days', '2', '-subj', `/CN=${name}`, '-keyout', `${name}.key`, '-out', `${name}.crt`);
  const sign = async (name: string, dates: readonly string[]): Promise<void> => {
    const alternatives = ['-addext', 'subjectAltName=IP:127.0.0.1'];
    await openssl('req', ...KEY, '-nodes', '-subj', `/CN=${name}`, ...alternatives, '-keyout', `${name}.key`, '-out', `${name}.csr`);
    const files = ['-cert', 'ca.crt', '-keyfile', 'ca.key', '-in', `${name}.csr`, '-out', `${name}.crt`];
    await openssl('ca', '-batch', '-notext', '-config', 'authority.cnf', ...files, ...dates);
  };
  await Promise.all([authority('ca'), authority('other-ca')]);
  await writeFile(path.join(folder, 'authority.cnf'), AUTHORITY);
  await writeFile(path.join(folder, 'index.txt'), '');
  await writeFile(path.join(folder, 'serial'), '01\n');
  // One after the other: they share the authority's list.
  await sign('server', ['-days', '2']);
  await sign('client', ['-days', '2']);
  await sign('expired', ['-startdate', '20200101000000Z', '-enddate', '20200201000000Z']);
  const cipher = ['-v2', 'aes-256-cbc', '-passout', `pass:${PASSPHRASE}`];
  await openssl('pkcs8', '-topk8', '-in', 'client.key', ...cipher, '-out', 'client-encrypted.key');
  for (const name of ['server', 'expired']) await joinFiles(folder, [`${name}.key`, `${name}.crt`], `${name}.pem`);
  const store = ['-inkey', 'server.key', '-in', 'server.crt', '-out', 'server.p12', '-passout', `pass:${STORE_PASSWORD}`];
  await openssl('pkcs12', '-export', ...store);
  const file = (name: string): string => path.join(folder, name);
  return { folder, file, pem: (name) => readFile(file(name), 'utf8') };
}

async function joinFiles(folder: string, parts: readonly string[], whole: string): Promise<void> {
  const texts = await Promise.all(parts.map((part) => readFile(path.join(folder, part), 'utf8')));
  await writeFile(path.join(folder, whole), texts.join(''));
}
