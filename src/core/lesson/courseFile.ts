import { VERIFIED_FILE } from './lesson';

/** By its name, whether a file below `lessons/` belongs to a course: a lesson, a module's title, a glossary, the record of plays. */
export function isCourseFile(name: string): boolean {
  return name.endsWith('.md') || ['module.yaml', 'glossary.yaml', VERIFIED_FILE].includes(name.slice(name.lastIndexOf('/') + 1));
}
