import * as vscode from 'vscode';
import type { Disposable } from '../../core/disposable';
import { Emitter } from '../../core/emitter';
import { UserError } from '../../core/errors';
import type { Course, Lesson, LessonFile } from '../../core/lesson/lesson';
import type { Log } from '../../core/log';
import { msg } from '../../core/message';
import type { LessonEngine } from '../engines';

const decoder = new TextDecoder();

/** All files below a folder that belong to a course. */
async function listFiles(folder: vscode.Uri): Promise<readonly vscode.Uri[]> {
  const entries = await vscode.workspace.fs.readDirectory(folder);
  const found = entries.map(async ([name, type]): Promise<readonly vscode.Uri[]> => {
    const uri = vscode.Uri.joinPath(folder, name);
    if (type === vscode.FileType.Directory) return listFiles(uri);
    return name.endsWith('.md') || name === 'module.yaml' ? [uri] : [];
  });
  return (await Promise.all(found)).flat();
}

/** The course that comes with the extension, read on first use. */
export class CourseStore implements vscode.Disposable {
  private reading: Promise<Course> | null = null;
  private readonly changed = new Emitter<[]>();

  constructor(
    private readonly folder: vscode.Uri,
    private readonly engine: () => Promise<LessonEngine>,
    private readonly log: Log,
  ) {}

  /** Fires when the course is to be read again. */
  onChange(listener: () => void): Disposable {
    return this.changed.on(listener);
  }

  course(): Promise<Course> {
    this.reading ??= this.read().catch((error: unknown) => {
      this.reading = null;
      throw error;
    });
    return this.reading;
  }

  /** @throws UserError when the course has no such lesson, or only one that cannot be read */
  async lesson(id: string): Promise<Lesson> {
    const course = await this.course();
    const lesson = (await this.engine()).findLesson(course, id);
    if (lesson) return lesson;
    const isBroken = course.modules.some(({ broken }) => broken.some((candidate) => candidate.id === id));
    throw new UserError({
      what: isBroken ? msg('The lesson “{0}” cannot be read.', id) : msg('There is no lesson “{0}”.', id),
      fix: isBroken ? msg('Its mistakes are listed in the Problems view.') : msg('Choose one in the Course view.'),
    });
  }

  /** The lesson's file, or any file of the course; `path` is relative to the course. */
  fileUri(path: string): vscode.Uri {
    return vscode.Uri.joinPath(this.folder, path);
  }

  refresh(): void {
    this.reading = null;
    this.changed.fire();
  }

  dispose(): void {
    this.changed.dispose();
  }

  private async read(): Promise<Course> {
    const begin = performance.now();
    const [engine, uris] = await Promise.all([this.engine(), listFiles(this.folder)]);
    const files = await Promise.all(uris.map((uri) => this.readFile(uri)));
    const course = engine.buildCourse(files, vscode.env.language);
    this.log.debug(`Course of ${String(files.length)} files read in ${String(Math.round(performance.now() - begin))} ms`);
    return course;
  }

  private async readFile(uri: vscode.Uri): Promise<LessonFile> {
    const text = decoder.decode(await vscode.workspace.fs.readFile(uri));
    return { path: uri.path.slice(this.folder.path.length + 1), text };
  }
}
