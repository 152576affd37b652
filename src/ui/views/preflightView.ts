import { PROFILES, type PreflightFinding, type Profile } from '../../core/lab/lab';
import { msg, type Message } from '../../core/message';
import type { FindingView, PreflightView } from '../../core/protocol/protocol';
import { PROFILE_TEXTS } from './labView';
import type { Words } from './words';

const LEVELS: Readonly<Record<PreflightFinding['level'], Message>> = {
  ok: msg('found'),
  warning: msg('warning'),
  missing: msg('missing'),
};

/** What is missing comes first, then what is doubtful. */
const ORDER: readonly PreflightFinding['level'][] = ['missing', 'warning', 'ok'];

function findingView({ level, text, fix, command }: PreflightFinding, words: Words): FindingView {
  return {
    level,
    levelText: words.text(LEVELS[level]),
    text: words.text(text),
    fix: fix ? words.text(fix) : null,
    command: command ?? null,
  };
}

function summaryOf(findings: readonly PreflightFinding[]): Message {
  const missing = findings.filter(({ level }) => level === 'missing').length;
  if (missing > 0) return msg('Missing: {0}. The lab starts once it is there.', missing);
  if (findings.some(({ level }) => level === 'warning')) return msg('The lab can start; mind the warnings.');
  return msg('Everything the lab needs is here.');
}

/** The findings in the order in which they are shown. */
export function inOrder(findings: readonly PreflightFinding[]): readonly PreflightFinding[] {
  return ORDER.flatMap((level) => findings.filter((finding) => finding.level === level));
}

/** @param findings null while they are looked for the first time */
export function preflightView(
  profile: Profile,
  findings: readonly PreflightFinding[] | null,
  checking: boolean,
  words: Words,
): PreflightView {
  const known = findings ?? [];
  return {
    profile,
    profiles: PROFILES.map((id) => ({ id, text: `${id}: ${words.text(PROFILE_TEXTS[id])}` })),
    checking,
    findings: inOrder(known).map((finding) => findingView(finding, words)),
    summary: words.text(checking || findings === null ? msg('Looking for what the lab needs…') : summaryOf(known)),
    canStart: !checking && findings !== null && known.every(({ level }) => level !== 'missing'),
  };
}
