/* All that the document of the results page asks for; see lesson/lesson.ts. */
void import('./resultsPage');
