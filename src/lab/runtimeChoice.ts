import { RUNTIME_CHOICES, type RuntimeChoice } from './labSettings';

/**
 * Which runtime is wanted: the variable `DEBEZIUM_LAB_RUNTIME`, which tests and the lab's own terminals set, else the
 * setting. A word that is none of them counts as not said.
 */
export function chosenRuntime(env: NodeJS.ProcessEnv, setting: string): RuntimeChoice {
  const known = (word: string | undefined): RuntimeChoice | undefined => RUNTIME_CHOICES.find((choice) => choice === word);
  return known(env['DEBEZIUM_LAB_RUNTIME']) ?? known(setting) ?? 'auto';
}
