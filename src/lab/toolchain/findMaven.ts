import { dirname } from 'node:path';
import { programIn, programOnPath } from './findProgram';

/** The `mvn` program: the setting (the program or its folder), `MAVEN_HOME`, PATH, Homebrew; null when there is none. */
export function findMaven(chosen: string | undefined): string | null {
  const fromSetting = chosen ? (programIn(dirname(chosen), 'mvn') ?? programIn(chosen, 'mvn')) : null;
  const mavenHome = process.env['MAVEN_HOME'];
  return (
    fromSetting ??
    (mavenHome ? programIn(`${mavenHome}/bin`, 'mvn') : null) ??
    programOnPath('mvn') ??
    programIn('/opt/homebrew/bin', 'mvn') ??
    programIn('/usr/local/bin', 'mvn')
  );
}
