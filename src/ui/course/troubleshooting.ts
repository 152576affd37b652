import type { Profile } from '../../core/lab/lab';

/** The pages of the course that say what is wrong, by what the lab of the reader has. */
const PAGES = { postgres: '99-troubleshooting/01-postgresql', mysql: '99-troubleshooting/02-mysql' } as const;

/** The page for whoever is at work on a lab of that profile. */
export function troubleshootingPage(profile: Profile | null): string {
  return profile?.startsWith('mysql') === true ? PAGES.mysql : PAGES.postgres;
}
