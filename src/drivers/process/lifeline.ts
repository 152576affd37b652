/** Set for scripts whose file descriptor 3 is the lifeline. */
export const LIFELINE_VARIABLE = 'DEBEZIUM_LAB_LIFELINE';

/**
 * Put into the virtual environment as a `.pth` line and the module it loads. A script that runs for as long as the
 * editor does (a consumer) must end with it, also when the editor is killed: descriptor 3 is a pipe whose other end
 * closes then. Programs that the script starts do not inherit the descriptor, so reading fails there and nothing is done.
 */
export const LIFELINE_FILES: Readonly<Record<string, string>> = {
  'debezium_lab_lifeline.pth': 'import debezium_lab_lifeline\n',
  'debezium_lab_lifeline.py': `import os
import threading


def _watch():
    try:
        while os.read(3, 1):
            pass
    except OSError:
        return
    os._exit(143)


if os.environ.pop("${LIFELINE_VARIABLE}", None):
    threading.Thread(target=_watch, daemon=True).start()
`,
};
