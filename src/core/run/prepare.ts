import { UserError } from '../errors';
import type { Endpoints } from '../lab/endpoints';
import { fillPlaceholders, findPlaceholders, PLACEHOLDERS, placeholderValues } from '../lab/placeholders';
import { msg } from '../message';
import { ownSnippet } from '../sharing/textNames';
import { allowProgram } from '../sharing/writes';
import type { RunnableSnippet, Target } from '../snippet/snippet';

/** What is to be run, as its author wrote it: placeholders not filled in yet. */
export interface RunRequest {
  /** `lesson/snippet`, or the document's URI for a file outside the lessons. */
  readonly name: string;
  readonly target: Target;
  readonly attributes: Readonly<Record<string, string>>;
  readonly code: string;
}

export function labDown(): UserError {
  return new UserError({
    what: msg('The lab is not running.'),
    fix: msg('Start the lab, then run the snippet again.'),
    action: 'startLab',
  });
}

/**
 * Fills in the lab's addresses and, where others use the same systems, the student's own names.
 *
 * @throws UserError when the snippet names a service that the running profile does not have, or may not run there
 */
export function prepare(request: RunRequest, endpoints: Endpoints): RunnableSnippet {
  const values = placeholderValues(endpoints);
  const missing = findPlaceholders(request.code).find(({ name }) => PLACEHOLDERS.has(name) && !values.has(name));
  if (missing) {
    throw new UserError({
      what: msg('The running lab has nothing for {0}.', `{{${missing.name}}}`),
      why: msg('The lab was started for another lesson, without this service.'),
      fix: msg("Start the lab again from this lesson: it brings up the lesson's services."),
      action: 'startLab',
    });
  }
  allowProgram(request.target, endpoints);
  const attributes = Object.entries(request.attributes).map(([key, value]) => [key, fillPlaceholders(value, values)] as const);
  return ownSnippet(endpoints.sharing?.prefix ?? '', {
    name: request.name,
    target: request.target,
    code: fillPlaceholders(request.code, values),
    attributes: Object.fromEntries(attributes),
  });
}
