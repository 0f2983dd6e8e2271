import { expect, test } from 'vitest'

import { importsOf, isTest, readSources } from '#scripts/house/sources.ts'
import { root } from '#scripts/processes/root.ts'

test('imports are told from their types, over lines, whatever their form', () => {
  const text = `
import type { A } from '#lib/a.ts'
import { type B, b } from '#lib/b.ts'
import {
  c,
  d,
} from '#lib/c.ts'
import e, { f } from '#lib/e.ts'
import * as g from '#lib/g.ts'
import '#lib/h.ts'
import { z } from 'zod'
export { i } from '#lib/i.ts'
export type { J } from '#lib/j.ts'
export type K = { from: '#lib/never.ts' }
const l = await import('#lib/l.ts')
`
  const names = (erased: boolean) =>
    importsOf(text)
      .filter((one) => one.erased === erased)
      .map(({ to }) => to.slice('lib/'.length, -'.ts'.length))
  expect(names(true)).toEqual(['a', 'j'])
  expect(names(false).sort()).toEqual(['b', 'c', 'e', 'g', 'h', 'i', 'l'])
})

test('what is read is the whole project, tests and examples too', () => {
  const sources = readSources(root)
  for (const path of [
    'app/layout.tsx',
    'lib/runs/start-run.ts',
    'lib/runs/start-run.test.ts',
    'scripts/boot.mjs',
    'examples/integrations.demo.json',
    'next.config.ts',
  ])
    expect(sources.has(path), path).toBe(true)
})

test('tests, their tools, journeys and benchmarks are not delivered', () => {
  const paths = ['lib/a.test.ts', 'lib/testing/a.ts', 'e2e/a.spec.ts', 'bench/a.ts', 'lib/a.ts']
  expect(paths.filter((path) => !isTest(path))).toEqual(['lib/a.ts'])
})
