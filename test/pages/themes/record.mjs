// usage: node test/pages/themes/record.mjs    Records what VS Code gives a webview in its own themes, past and present.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runTests } from '../../../scripts/host.mjs';

const THEMES = {
  dark: 'Dark 2026',
  light: 'Light 2026',
  'dark-modern': 'Dark Modern',
  'light-modern': 'Light Modern',
  'hc-dark': 'Default High Contrast',
  'hc-light': 'Default High Contrast Light',
};

const folder = await mkdtemp(path.join(tmpdir(), 'debezium-lab-themes-'));
const output = path.join(folder, 'themes.json');

/** Runs inside the extension host, so it is text here. */
const recorder = `
const vscode = require('vscode');
const fs = require('node:fs');
const script = \`<script>
  const api = acquireVsCodeApi();
  addEventListener('message', () => {
    const style = document.documentElement.style;
    const variables = Object.fromEntries([...style].filter((n) => n.startsWith('--vscode-')).sort().map((n) => [n, style.getPropertyValue(n)]));
    api.postMessage({ variables, kind: document.body.dataset.vscodeThemeKind, id: document.body.dataset.vscodeThemeId, bodyClass: document.body.className });
  });
  api.postMessage('ready');
</script>\`;
exports.run = async () => {
  const panel = vscode.window.createWebviewPanel('record', 'record', vscode.ViewColumn.One, { enableScripts: true });
  let answered = () => {};
  panel.webview.onDidReceiveMessage((message) => answered(message));
  const answer = () => new Promise((resolve) => { answered = resolve; });
  const ready = answer();
  panel.webview.html = script;
  await ready;
  const recorded = {};
  for (const [name, theme] of Object.entries(${JSON.stringify(THEMES)})) {
    const config = vscode.workspace.getConfiguration('workbench');
    await config.update('colorTheme', theme, vscode.ConfigurationTarget.Global);
    let seen;
    do {
      const next = answer();
      panel.webview.postMessage('tell');
      seen = await next;
    } while (seen.id !== theme);
    recorded[name] = seen;
  }
  fs.writeFileSync(${JSON.stringify(output)}, JSON.stringify(recorded));
};
`;

try {
  await writeFile(
    path.join(folder, 'package.json'),
    JSON.stringify({ name: 'record', publisher: 'test', version: '0.0.1', engines: { vscode: '*' } }),
  );
  await writeFile(path.join(folder, 'record.cjs'), recorder);
  const code = await runTests({ extension: folder, tests: path.join(folder, 'record.cjs') });
  if (code !== 0) throw new Error(`the recorder ended with ${String(code)}`);
  const recorded = JSON.parse(await readFile(output, 'utf8'));
  for (const [name, theme] of Object.entries(recorded)) {
    await writeFile(path.join(import.meta.dirname, `${name}.json`), `${JSON.stringify(theme, null, 2)}\n`);
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
