import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeDataGrid,
  vsCodeDataGridCell,
  vsCodeDataGridRow,
  vsCodeLink,
  vsCodeProgressRing,
} from '@vscode/webview-ui-toolkit';

/**
 * Defines the toolkit's elements that the pages use. Imported after the first paint: until then CSS gives the undefined
 * elements the same size, so that the text is there sooner and nothing moves when they come alive.
 */
export function defineControls(): void {
  provideVSCodeDesignSystem().register(
    vsCodeButton(),
    vsCodeDataGrid(),
    vsCodeDataGridRow(),
    vsCodeDataGridCell(),
    vsCodeLink(),
    vsCodeProgressRing(),
  );
}
