import type { Finding } from '#scripts/house/finding.ts'
import { delivered, importsOf, type Sources } from '#scripts/house/sources.ts'

const begins = /\.client\.tsx?$|\/(global-)?error\.tsx$/
const server = /^(lib|db|workers)\//
/** A server action is called over the network: what it imports stays there. */
const ends = /\/actions\.ts$/

/** The way from a client file to server code, as a list of files; null when there is none. */
function wayToServer(sources: Sources, start: string, browserSafe: RegExp): string[] | null {
  const from = new Map<string, string | null>([[start, null]])
  for (const path of from.keys())
    for (const { to, erased } of importsOf(sources.get(path) ?? '')) {
      if (erased || from.has(to) || ends.test(to) || browserSafe.test(to)) continue
      from.set(to, path)
      if (!server.test(to)) continue
      const way = []
      for (let at: string | null = to; at !== null; at = from.get(at) ?? null) way.unshift(at)
      return way
    }
  return null
}

/**
 * Client files whose imports end in server code, however many files lie between; types may be
 * imported from anywhere. `browserSafe` is the list of `.dependency-cruiser.cjs`.
 */
export function clientClosures(sources: Sources, browserSafe: RegExp): Finding[] {
  return delivered(sources, (path) => begins.test(path)).flatMap(([path]) => {
    const way = wayToServer(sources, path, browserSafe)
    if (way === null) return []
    return [
      { name: `file ${path}`, problem: `brings server code to the browser: ${way.join(' -> ')}` },
    ]
  })
}
