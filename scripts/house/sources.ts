import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Text of each file by its path from the project's folder, as `lib/runs/start-run.ts`. */
export type Sources = ReadonlyMap<string, string>

/** What one file imports from another of ours; `erased` imports are types and gone at run time. */
export type Import = { to: string; erased: boolean }

const folders = [
  ...['app', 'components', 'lib', 'db', 'workers', 'simulator', 'cli', 'scripts', 'e2e', 'bench'],
  'examples',
]
const statement =
  /^(?:import|export)\s+(type\s+)?(?:\{[^}]*\}|\*(?:\s+as\s+\w+)?|\w+(?:,\s*\{[^}]*\})?)\s+from\s+'#([^']+)'/gm
const others = /^import\s+'#([^']+)'|\bimport\(\s*'#([^']+)'\s*\)/gm

/** Whether a file is part of a test and not of what is delivered. */
export const isTest = (path: string) => /\.test\.tsx?$|\/testing\/|^(e2e|bench)\//.test(path)

/** Every TypeScript file of the project in `root`, tests too, the examples, which name settings, and the SQL of migrations. */
export function readSources(root: string): Sources {
  const sources = new Map<string, string>()
  const read = (path: string) => sources.set(path, readFileSync(join(root, path), 'utf8'))
  for (const folder of folders)
    for (const entry of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }))
      if (/\.(tsx?|mjs)$/.test(entry) || (folder === 'examples' && entry.endsWith('.json')))
        read(`${folder}/${entry.replaceAll('\\', '/')}`)
  for (const entry of readdirSync(join(root, 'drizzle')))
    if (entry.endsWith('.sql')) read(`drizzle/${entry}`)
  for (const entry of readdirSync(root)) if (/\.(ts|mjs)$/.test(entry)) read(entry)
  return sources
}

/** Of `sources` those that `wanted` accepts, without the tests. */
export const delivered = (sources: Sources, wanted: (path: string) => boolean = () => true) =>
  [...sources].filter(([path]) => !isTest(path) && wanted(path))

/** The imports of ours that a text makes, in its order. They are all written from the project's folder, as `#lib/…`. */
export function importsOf(text: string): Import[] {
  const named = [...text.matchAll(statement)].map(([, type, to = '']) => ({
    to,
    erased: type !== undefined,
  }))
  const bare = [...text.matchAll(others)].map(([, whole, lazy]) => ({
    to: whole ?? lazy ?? '',
    erased: false,
  }))
  return [...named, ...bare]
}
