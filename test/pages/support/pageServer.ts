import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

const TYPES: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.css': 'text/css', '.ttf': 'font/ttf' };

export interface PageServer {
  readonly origin: string;
  /** Makes a document available and returns its address. */
  publish(name: string, html: string): string;
  close(): Promise<void>;
}

/** Serves the built pages as VS Code does: files of one folder, and documents made by the host. */
export async function startPageServer(folder: string): Promise<PageServer> {
  const documents = new Map<string, string>();
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
    const document = documents.get(pathname);
    if (document !== undefined) {
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.end(document);
      return;
    }
    readFile(path.join(folder, path.posix.normalize(pathname))).then(
      (content) => {
        response.setHeader('content-type', TYPES[path.extname(pathname)] ?? 'application/octet-stream');
        response.end(content);
      },
      () => {
        // Browsers ask for an icon of the site by themselves; VS Code has none.
        response.statusCode = pathname === '/favicon.ico' ? 204 : 404;
        response.end();
      },
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  return {
    origin,
    publish: (name, html) => {
      documents.set(`/${name}`, html);
      return `${origin}/${name}`;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
