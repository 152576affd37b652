import * as vscode from 'vscode';
import type { Disposable } from '../../core/disposable';
import { Emitter } from '../../core/emitter';
import { UserError } from '../../core/errors';
import { isRecord } from '../../core/events/json';
import { isCourseFile } from '../../core/lesson/courseFile';
import { findLesson } from '../../core/lesson/findLesson';
import { FIRST_LOCALE, type Course, type Lesson, type LessonFile } from '../../core/lesson/lesson';
import type { Log } from '../../core/log';
import { msg } from '../../core/message';
import type { LessonParser } from '../engines';

const decoder = new TextDecoder();

/** All files below a folder that belong to a course. */
async function listFiles(folder: vscode.Uri): Promise<readonly vscode.Uri[]> {
  const entries = await vscode.workspace.fs.readDirectory(folder);
  const found = entries.map(async ([name, type]): Promise<readonly vscode.Uri[]> => {
    const uri = vscode.Uri.joinPath(folder, name);
    if (type === vscode.FileType.Directory) return listFiles(uri);
    return isCourseFile(name) ? [uri] : [];
  });
  return (await Promise.all(found)).flat();
}

/** What is inside is the promise of the build, which wrote the file: see `scripts/build/course.mjs`. */
function isCourse(value: unknown): value is Course {
  return isRecord(value) && Array.isArray(value['modules']) && Array.isArray(value['findings']);
}

async function readBuilt(uri: vscode.Uri): Promise<Course> {
  const courses: unknown = JSON.parse(decoder.decode(await vscode.workspace.fs.readFile(uri)));
  const course = isRecord(courses) ? (courses[vscode.env.language] ?? courses[FIRST_LOCALE]) : null;
  if (isCourse(course)) return course;
  throw new Error(`${uri.path} holds no course`);
}

export interface CourseStoreOptions {
  /** The folder of the lessons' files. */
  readonly folder: vscode.Uri;
  /** The file with the course as the build read it, by language; null where the files themselves are to be read, as they are now. */
  readonly built: vscode.Uri | null;
  readonly parser: () => Promise<LessonParser>;
  readonly log: Log;
}

/** The course that comes with the extension, read on first use. */
export class CourseStore implements vscode.Disposable {
  private reading: Promise<Course> | null = null;
  private readonly changed = new Emitter<[]>();

  constructor(private readonly options: CourseStoreOptions) {}

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
    const lesson = findLesson(course, id);
    if (lesson) return lesson;
    const isBroken = course.modules.some(({ broken }) => broken.some((candidate) => candidate.id === id));
    throw new UserError({
      what: isBroken ? msg('The lesson “{0}” cannot be read.', id) : msg('There is no lesson “{0}”.', id),
      fix: isBroken ? msg('Its mistakes are listed in the Problems view.') : msg('Choose one in the Course view.'),
    });
  }

  /** The lesson's file, or any file of the course; `path` is relative to the course. */
  fileUri(path: string): vscode.Uri {
    return vscode.Uri.joinPath(this.options.folder, path);
  }

  refresh(): void {
    this.reading = null;
    this.changed.fire();
  }

  dispose(): void {
    this.changed.dispose();
  }

  private async read(): Promise<Course> {
    const { built, log } = this.options;
    const begin = performance.now();
    const course = built ? await readBuilt(built) : await this.parse();
    log.debug(`Course read in ${String(Math.round(performance.now() - begin))} ms`);
    return course;
  }

  private async parse(): Promise<Course> {
    const { folder, parser } = this.options;
    const [{ buildCourse }, uris] = await Promise.all([parser(), listFiles(folder)]);
    const files = await Promise.all(uris.map((uri) => this.readFile(uri)));
    return buildCourse(files, vscode.env.language);
  }

  private async readFile(uri: vscode.Uri): Promise<LessonFile> {
    const text = decoder.decode(await vscode.workspace.fs.readFile(uri));
    return { path: uri.path.slice(this.options.folder.path.length + 1), text };
  }
}
