import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'

import { z } from 'zod'

import type { Finding } from '#scripts/house/finding.ts'

/** kB, compressed: what a page may load at most, and what it should. */
export const most = 170
const aim = 150

const BuildManifest = z.looseObject({ rootMainFiles: z.array(z.string()) })
const PageManifest = z.looseObject({ entryJSFiles: z.record(z.string(), z.array(z.string())) })

/** A page and its scripts before anything is clicked, in kB (1,000 bytes) as gzip sends them. */
export type FirstLoad = { route: string; kB: number; scripts: number }

const manifest = 'page_client-reference-manifest.js'

/** The manifest of a page is a script that assigns JSON to a global. */
const jsonOf = (script: string): unknown =>
  JSON.parse(
    script
      .slice(script.lastIndexOf('] = ') + 4)
      .trim()
      .replace(/;$/, ''),
  )

/** `(dashboard)/runs/(list)` is served at `/runs`. */
const routeOf = (folder: string) =>
  `/${folder
    .split('/')
    .filter((part) => part !== '' && !/^\(.+\)$/.test(part))
    .join('/')}`

/**
 * The scripts that the HTML of each page loads, heaviest first: those of Next.js itself, of the page, and of the layouts
 * and error pages around it. The polyfill for browsers without modules is left out: no other browser loads it.
 *
 * @param folder of a build, `.next`
 */
export function firstLoads(folder: string): FirstLoad[] {
  const read = (path: string) => readFileSync(join(folder, path))
  const sizes = new Map<string, number>()
  const sizeOf = (file: string) => {
    const size = sizes.get(file) ?? gzipSync(read(file)).length
    sizes.set(file, size)
    return size
  }
  const pages = globSync(`server/app/**/${manifest}`, { cwd: folder }).map((file): FirstLoad => {
    const place = dirname(file).replaceAll('\\', '/')
    const { rootMainFiles } = BuildManifest.parse(
      JSON.parse(read(join(place, 'page/build-manifest.json')).toString()),
    )
    const { entryJSFiles } = PageManifest.parse(jsonOf(read(file).toString()))
    const own = Object.entries(entryJSFiles)
      .filter(([entry]) => /\/(layout|page|error)$/.test(entry))
      .flatMap(([, files]) => files)
    const scripts = new Set([...rootMainFiles, ...own])
    const bytes = [...scripts].reduce((sum, script) => sum + sizeOf(script), 0)
    const route = routeOf(place.replace(/^server\/app\/?/, ''))
    return { route, kB: bytes / 1_000, scripts: scripts.size }
  })
  return pages.filter(({ route }) => route !== '/_global-error').toSorted((a, b) => b.kB - a.kB)
}

/** The table that people read. */
export function firstLoadTable(pages: readonly FirstLoad[]): string {
  const width = Math.max(...pages.map(({ route }) => route.length), 5)
  const line = (route: string, kB: string, scripts: string) =>
    `${route.padEnd(width)} ${kB.padStart(8)} ${scripts.padStart(8)}`
  const rows = pages.map(({ route, kB, scripts }) => line(route, kB.toFixed(1), String(scripts)))
  return [
    `JavaScript of the first load (at most ${most} kB, aim ${aim} kB)`,
    line('page', 'kB gzip', 'scripts'),
    ...rows,
  ].join('\n')
}

/** Pages that load more than they may. */
export function heavyLoads(pages: readonly FirstLoad[]): Finding[] {
  return pages
    .filter(({ kB }) => kB > most)
    .map(({ route, kB }) => ({
      name: `page ${route}`,
      problem: `loads ${kB.toFixed(1)} kB of JavaScript, ${most} at most: fetch what is not seen at first later (lazyView)`,
    }))
}
