/*
 * All that the document of a lesson page asks for. VS Code keeps a page hidden until that has come, each file through a
 * service worker and the workbench: the page itself comes after it, while the text is being painted.
 */
void import('./lessonPage');
