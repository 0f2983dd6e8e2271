import { existsSync, readFileSync } from 'node:fs'
import { SourceMap, type SourceMapPayload } from 'node:module'
import { fileURLToPath } from 'node:url'

/** ms for which a map is kept: it takes some 20 MB, and errors come in groups */
const keptMs = 30_000
const bundled = /(file:\/\/[^\s()]+\/programs\/[^\s()]+\.mjs):(\d+):(\d+)/g

const maps = new Map<string, SourceMap | null>()
let forget: NodeJS.Timeout | undefined

function mapOf(url: string): SourceMap | null {
  const known = maps.get(url)
  if (known !== undefined) return known
  const file = `${fileURLToPath(url)}.map`
  const map = existsSync(file)
    ? new SourceMap(JSON.parse(readFileSync(file, 'utf8')) as SourceMapPayload)
    : null
  maps.set(url, map)
  return map
}

/** Frames of a bundled program as frames of its sources; others stay as they are. */
export function sourceFrames(frames: string): string {
  if (!frames.includes('/programs/')) return frames
  clearTimeout(forget)
  forget = setTimeout(() => maps.clear(), keptMs).unref()
  return frames.replace(bundled, (written, url: string, line: string, column: string) => {
    const origin = mapOf(url)?.findOrigin(Number(line), Number(column))
    if (origin === undefined || !('fileName' in origin)) return written
    return `${new URL(origin.fileName, url).href}:${origin.lineNumber}:${origin.columnNumber}`
  })
}
