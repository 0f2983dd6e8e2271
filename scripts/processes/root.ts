import { join, resolve } from 'node:path'

/** The project's folder, whatever folder the command was started in. */
export const root = join(import.meta.dirname, '..', '..')

/** `path` taken from the project's folder unless it is absolute. */
export const fromRoot = (path: string) => resolve(root, path)
