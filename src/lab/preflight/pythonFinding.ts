import type { PreflightFinding } from '../../core/lab/lab';
import { msg } from '../../core/message';
import type { LabSettings } from '../labSettings';
import { programOnPath } from '../toolchain/findProgram';
import { wayToGet } from '../toolchain/howToGet';

/** Without Python the lab starts all the same. */
export function pythonFinding({ pythonPath }: LabSettings): PreflightFinding {
  const python = pythonPath ?? ['python3', 'python', 'py'].map((name) => programOnPath(name)).find((path) => path !== null);
  if (python) return { id: 'python', level: 'ok', text: msg('Python: {0}', python) };
  return { id: 'python', level: 'warning', text: msg('Python was not found; snippets in Python will not run.'), ...wayToGet('python') };
}
