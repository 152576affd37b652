import type { FindingView, HostToPage, PreflightView } from '../../src/core/protocol/protocol';
import { button, element, find, hiddenText, icon, setDisabled, setText } from '../shared/dom';
import { loadIcons } from '../shared/icons';
import { listen, openPage, type Page } from '../shared/page';
import { afterPaint } from '../shared/paint';
import { fill } from '../shared/text';

const ICONS: Readonly<Record<FindingView['level'], string>> = { ok: 'pass', warning: 'warning', missing: 'error' };

function findingRow(finding: FindingView, index: number, page: Page): HTMLElement {
  const { strings } = page;
  const text = element('p', { class: 'finding-text' }, hiddenText(`${finding.levelText}: `), finding.text);
  const row = element('li', { class: 'finding', 'data-level': finding.level }, icon(ICONS[finding.level]), element('div', {}, text));
  if (finding.fix === null) return row;
  const fix = element('p', { class: 'finding-fix dim', text: finding.fix });
  row.lastElementChild?.append(fix);
  const { command } = finding;
  if (command === null) return row;
  const copy = button({
    label: fill(strings.copyCommand, command),
    icon: 'copy',
    iconOnly: true,
    onClick: () => {
      page.post({ type: 'copyCommand', finding: index });
      page.announce(strings.copied);
    },
  });
  row.lastElementChild?.append(element('p', { class: 'finding-command' }, element('code', { text: command }), copy));
  return row;
}

/** The list of profiles: a native one, so that keyboard and screen reader know it. */
function profileList(page: Page): HTMLSelectElement {
  const select = element('select', { class: 'profiles', 'aria-label': page.strings.profile });
  select.addEventListener('change', () => {
    page.post({ type: 'check', profile: select.value });
  });
  return select;
}

/** What the lab needs on this machine: what is there, what is missing, and how to get it. */
function start(page: Page, root: HTMLElement): void {
  const { strings } = page;
  const profiles = profileList(page);
  const again = button({
    label: strings.checkAgain,
    icon: 'refresh',
    appearance: 'secondary',
    onClick: () => {
      page.post({ type: 'check', profile: profiles.value });
    },
  });
  const startLab = button({
    label: strings.startLab,
    icon: 'play',
    appearance: 'primary',
    onClick: () => {
      page.post({ type: 'action', action: 'startLab', run: null });
    },
  });
  const settings = button({
    label: strings.openSettings,
    icon: 'settings-gear',
    appearance: 'secondary',
    onClick: () => {
      page.post({ type: 'action', action: 'openSettings', run: null });
    },
  });
  const summary = element('p', { class: 'summary' });
  const list = element('ul', { class: 'findings' });
  let shown = '';

  function show(view: PreflightView): void {
    if (profiles.options.length === 0) {
      profiles.append(...view.profiles.map(({ id, text }) => element('option', { value: id, text })));
      root.append(element('div', { class: 'preflight-bar' }, profiles, again, startLab, settings), summary, list);
    }
    profiles.value = view.profile;
    setText(summary, view.summary);
    setDisabled(again, view.checking);
    setDisabled(startLab, !view.canStart);
    list.ariaBusy = String(view.checking);
    // The same rows again would only take the focus from the one that has it.
    const findings = JSON.stringify(view.findings);
    if (findings !== shown) list.replaceChildren(...view.findings.map((finding, index) => findingRow(finding, index, page)));
    shown = findings;
    if (!view.checking) page.announce(view.summary);
  }

  function receive(message: HostToPage): void {
    switch (message.type) {
      case 'preflight':
        show(message.preflight);
        break;
      case 'lab':
      case 'steps':
      case 'predictions':
      case 'run':
      case 'output':
      case 'rows':
      case 'helper':
      case 'reveal':
        // These are for other pages.
        break;
    }
  }

  listen(page, receive);
}

async function finish(page: Page): Promise<void> {
  await afterPaint();
  page.post({ type: 'painted', what: 'text' });
  loadIcons();
  const { defineControls } = await import('../shared/controls');
  defineControls();
}

const main = find('main');
if (main !== null) {
  const page = openPage();
  start(page, main);
  void finish(page);
}
