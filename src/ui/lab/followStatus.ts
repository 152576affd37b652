import * as vscode from 'vscode';
import type { LessonPanel } from '../webview/lessonPanel';
import type { LessonPanels } from '../webview/lessonPanels';
import type { LabControl } from './labControl';
import { StatusBar, type LessonPosition } from './statusBar';

function positionOf(panel: LessonPanel | null): LessonPosition | null {
  if (!panel) return null;
  const { steps, current } = panel.state;
  const index = steps.findIndex(({ id }) => id === current);
  return steps.length === 0 ? null : { title: panel.lesson.title, step: index < 0 ? null : index + 1, steps: steps.length };
}

/** Keeps the status bar at what the lab and the lesson being looked at are. */
export function followStatus(lab: LabControl, panels: LessonPanels): vscode.Disposable {
  const bar = new StatusBar();
  const show = (): void => bar.show(lab.now.state, positionOf(panels.active));
  return vscode.Disposable.from(bar, lab.onChange(show), panels.onChange(show));
}
