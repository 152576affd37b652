/**
 * Milliseconds after which a run is told to go on. Most runs have ended by then: a page that first had to draw that they
 * run would show their result later and would flicker, and menus would be made anew twice for nothing.
 */
export const BRIEF_RUN_MS = 150;
