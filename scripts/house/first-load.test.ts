import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

import { afterAll, expect, test } from 'vitest'

import { firstLoads, firstLoadTable, heavyLoads, most } from '#scripts/house/first-load.ts'

const folder = mkdtempSync(join(tmpdir(), 'earshot-first-load-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function write(path: string, content: string | Buffer): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), content)
}

function writePage(place: string, entries: Record<string, string[]>): void {
  const json = JSON.stringify({ entryJSFiles: entries })
  write(
    `${place}/page_client-reference-manifest.js`,
    `globalThis.__RSC_MANIFEST = globalThis.__RSC_MANIFEST || {};\nglobalThis.__RSC_MANIFEST["/x"] = ${json};`,
  )
  write(
    `${place}/page/build-manifest.json`,
    JSON.stringify({ polyfillFiles: ['old.js'], rootMainFiles: ['main.js'] }),
  )
}

// Random bytes cannot be compressed: the size of a script is that of its file.
for (const [name, kB] of [
  ['main', 100],
  ['layout', 20],
  ['page', 30],
  ['error', 5],
  ['old', 500],
  ['unused', 500],
] as const)
  write(`${name}.js`, randomBytes(kB * 1_000))
writePage('server/app/(dashboard)/runs/(list)', {
  '[project]/app/layout': ['layout.js'],
  '[project]/app/(dashboard)/error': ['layout.js', 'error.js'],
  '[project]/app/(dashboard)/runs/(list)/page': ['layout.js', 'page.js'],
  '[project]/app/global-error': ['unused.js'],
})
writePage('server/app', { '[project]/app/page': [] })
writePage('server/app/_global-error', { '[project]/app/_global-error/page': ['unused.js'] })

test('a page loads the scripts of Next.js, its own, and those around it, each once', () => {
  const [runs, root, ...others] = firstLoads(folder)
  expect(others).toEqual([])
  expect(runs).toMatchObject({ route: '/runs', scripts: 4 })
  expect(runs?.kB).toBeCloseTo(155, 0)
  expect(root).toMatchObject({ route: '/', scripts: 1 })
})

test('the table has a line for each page, heaviest first', () => {
  const lines = firstLoadTable(firstLoads(folder)).split('\n')
  expect(lines.slice(2).map((line) => line.split(' ')[0])).toEqual(['/runs', '/'])
  expect(lines[2]).toMatch(/^\/runs +155\.\d +4$/)
})

test('a page that loads more than it may is found', () => {
  const pages = [
    { route: '/light', kB: most, scripts: 1 },
    { route: '/heavy', kB: most + 0.1, scripts: 1 },
  ]
  expect(heavyLoads(pages)).toMatchObject([
    { name: 'page /heavy', problem: expect.stringContaining('170 at most') as string },
  ])
})
