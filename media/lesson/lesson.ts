/*
 * All that the document of a lesson page asks for. VS Code keeps a page hidden until that has come, each file through a
 * service worker and the workbench: the page itself comes after it, while the text is being painted, and beside it what
 * draws the diagrams, which is the largest file. The page asks for the same module, and fails with it.
 */
void import('./lessonPage');
if (document.querySelector('figure.diagram') !== null) void import('./diagrams').catch(() => undefined);
