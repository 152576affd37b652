/* All that the document of the page asks for; see lesson/lesson.ts. */
void import('./preflightPage');
