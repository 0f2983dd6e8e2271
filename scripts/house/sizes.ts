import { edgesOf, knots } from '#scripts/house/knots.ts'
import { delivered, importsOf, type Sources } from '#scripts/house/sources.ts'

/** One figure of the house, and what it must come to. */
export type Size = {
  what: string
  value: number
  aim: string
  /** what is counted, when few */ which?: string[]
}

type File = [path: string, text: string]

/** The folder that stands for a file in the graph of folders: its domain, engine or part of the platform. */
function roomOf(path: string): string {
  const [top = '', second = '', third = ''] = path.split('/')
  if (top !== 'lib') return top
  return ['platform', 'engines'].includes(second) ? `lib/${second}/${third}` : `lib/${second}`
}

function importPairs(files: File[], withTypes: boolean): [string, string][] {
  return files.flatMap(([path, text]) =>
    importsOf(text)
      .filter(({ erased }) => withTypes || !erased)
      .map(({ to }): [string, string] => [path, to]),
  )
}

const starts =
  /\b(?:fork|spawn|spawnSync|execFile|execa|execaNode)\(|\bnew (?:Worker|Piscina|Tinypool)\(/

const lengthOf = (text: string) => text.split('\n').length - 1

/** The length that `share` of the files do not exceed. */
function lengthAt(lengths: number[], share: number): number {
  const sorted = lengths.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

function counted(what: string, which: string[], aim: string): Size {
  return { what, value: which.length, aim, which }
}

const pathsOf = (files: File[]) => files.map(([path]) => path)

function lengths(files: File[]): Size[] {
  const all = files.map(([, text]) => lengthOf(text))
  const long = files.filter(([, text]) => lengthOf(text) > 300)
  return [
    { what: 'lines of the median file', value: lengthAt(all, 0.5), aim: '<= 60' },
    { what: 'lines that nine in ten files keep below', value: lengthAt(all, 0.9), aim: '<= 150' },
    counted('files over 300 lines', pathsOf(long), '0 but generated ones'),
  ]
}

/** The figures that tell whether the code stays easy to find one's way in; tests are not counted. */
export function sizes(sources: Sources): Size[] {
  const files = delivered(sources, (path) => /\.(tsx?|mjs)$/.test(path))
  const lib = pathsOf(files).filter((path) => path.startsWith('lib/'))
  const tops = new Set(lib.map((path) => path.split('/')[1] ?? ''))
  const all = importPairs(files, true)
  const tied = knots(edgesOf(all.map(([from, to]) => [roomOf(from), roomOf(to)])))
  const circles = knots(edgesOf(all))
  const values = new Set(knots(edgesOf(importPairs(files, false))).map((one) => one.join()))
  const typed = circles.filter((circle) => !values.has(circle.join()))
  const ways = files.filter(([, text]) => /(?<!function )\bverifyPassword\(/.test(text))
  return [
    counted('entries at the top of lib', [...tops], 'about 24'),
    counted('folders that import each other in a circle, types counted', tied.flat(), '0'),
    counted(
      'circles of files that exist because of types',
      typed.map(([one = '']) => one),
      '0',
    ),
    counted(
      'files directly in lib/runs',
      lib.filter((path) => /^lib\/runs\/[^/]+$/.test(path)),
      'about 15',
    ),
    counted('files that check a password', pathsOf(ways), '1, and 1 that changes it'),
    counted(
      'files that start a process or a thread',
      pathsOf(files.filter(([, text]) => starts.test(text))),
      'the process module, and launchers that must stand alone',
    ),
    ...lengths(files),
  ]
}
