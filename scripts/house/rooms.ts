import { posix } from 'node:path'

import type { Finding } from '#scripts/house/finding.ts'
import { delivered, importsOf, type Sources } from '#scripts/house/sources.ts'

/** Parts of every page, whoever uses them today. */
const parts = /^components\/(ui|layout|charts|audio|live|verdict|settings-form)\//
const beside = /^(.*)\/(?:_components|_lib)\//

const hasRoom = (path: string) =>
  (path.startsWith('components/') && !parts.test(path)) ||
  (path.startsWith('app/') && beside.test(path))

/** The API is one room, and a group such as `(list)` is none beside its page. */
const room = (folder: string) =>
  folder.replace(/^app\/api\b.*/, 'app/api').replace(/(?<=.\/.*)\/\((?!dashboard|auth)[^)]+\)/g, '')

const isPage = (folder: string) => /^app\/(\(dashboard\)\/.|\(auth\)|docs|api)/.test(folder)

type Graph = { users: Map<string, Set<string>>; paths: string[] }

function readGraph(sources: Sources): Graph {
  const files = delivered(sources, (path) => /^(app|components)\/.*\.tsx?$/.test(path))
  const users = new Map<string, Set<string>>()
  for (const [path, text] of files)
    for (const { to } of importsOf(text)) users.set(to, (users.get(to) ?? new Set()).add(path))
  return { users, paths: files.map(([path]) => path) }
}

/** The folders whose pages, routes and actions reach `path`, over other files that have a room of their own. */
function foldersOf({ users }: Graph, path: string): string[] {
  const seen = new Set<string>()
  const folders = new Set<string>()
  const waiting = [path]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop())
    for (const user of users.get(next) ?? []) {
      if (seen.has(user)) continue
      seen.add(user)
      if (hasRoom(user)) waiting.push(user)
      else folders.add(room(posix.dirname(user)))
    }
  return [...folders]
}

function commonFolder(folders: string[]): string {
  const [first = [], ...rest] = folders.map((folder) => folder.split('/'))
  const shared = first.findIndex((part, at) => rest.some((other) => other[at] !== part))
  return (shared < 0 ? first : first.slice(0, shared)).join('/')
}

function findWrongRoom(graph: Graph, path: string): Finding[] {
  const folders = foldersOf(graph, path)
  if (folders.length === 0) return [] // knip's business
  const common = commonFolder(folders)
  const now = room(beside.exec(path)?.[1] ?? 'components')
  const right = isPage(common) || now !== 'components' ? common : 'components'
  if (right === now) return []
  const where = right.startsWith('app') ? `_components or _lib in ${right}` : 'components'
  return [
    { name: `file ${path}`, problem: `used by ${folders.sort().join(', ')}; move it to ${where}` },
  ]
}

/**
 * Files of pages in the wrong folder: one in `components/` that a single page folder uses, and one in
 * `_components` or `_lib` that is not in the nearest folder above all pages that use it.
 */
export function wrongRooms(sources: Sources): Finding[] {
  const graph = readGraph(sources)
  return graph.paths.filter(hasRoom).flatMap((path) => findWrongRoom(graph, path))
}
