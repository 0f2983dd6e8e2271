import { expect, test } from 'vitest'
import { parse } from 'yaml'

import { caseDefinition, createCtx, type CaseDefinition } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { exportSuite } from '#lib/suites/export-suite.ts'
import { importSuites } from '#lib/suites/import-suites.ts'
import { getCase, listCases, listSuites } from '#lib/suites/queries.ts'
import { SuiteFile } from '#lib/suites/schema.ts'

const database = useTestDatabase()
const author = () => createCtx(database.db, 'qa_engineer')

const fileOf = (...cases: (Partial<CaseDefinition> & { mocks?: object[] })[]) =>
  SuiteFile.parse({
    suite: 'Weather basics',
    description: 'What a driver asks',
    cases: cases.map((overrides) => caseDefinition(overrides)),
  })

const outcomes = async (ctx: Ctx, file: SuiteFile, options = {}) => {
  const [suite] = await importSuites(ctx, [file], options)
  return { id: suite?.id ?? '', outcomes: suite?.cases.map(({ outcome }) => outcome) }
}
const keys = async (ctx: Ctx, id: string) =>
  (await listCases(ctx, id, { limit: 100 })).data.map(({ key }) => key)

test('an import updates by suite name and case key, and never duplicates', async () => {
  const ctx = await author()
  const first = await outcomes(ctx, fileOf({ id: 'a' }, { id: 'b' }))
  expect(first.outcomes).toEqual(['created', 'created'])
  const again = await outcomes(ctx, fileOf({ id: 'a' }, { id: 'b' }))
  expect(again).toEqual({ id: first.id, outcomes: ['unchanged', 'unchanged'] })
  const changed = await outcomes(
    ctx,
    fileOf({ id: 'b', name: 'New name' }, { id: 'c' }, { id: 'a' }),
  )
  expect(changed).toEqual({ id: first.id, outcomes: ['updated', 'created', 'unchanged'] })

  const { data } = await listCases(ctx, first.id, { limit: 100 })
  expect(data.map(({ key, version }) => [key, version])).toEqual([
    ['b', 2],
    ['c', 1],
    ['a', 1],
  ])
})

test('cases that a file no longer holds stay unless their removal is asked for', async () => {
  const ctx = await author()
  const { id } = await outcomes(ctx, fileOf({ id: 'a' }, { id: 'b' }))
  await outcomes(ctx, fileOf({ id: 'a' }))
  expect((await keys(ctx, id)).toSorted()).toEqual(['a', 'b'])
  const dropped = await outcomes(ctx, fileOf({ id: 'a' }), { dropMissing: true })
  expect(dropped.outcomes).toEqual(['unchanged', 'dropped'])
  expect(await keys(ctx, id)).toEqual(['a'])
})

test('a dry run tells the same and writes nothing', async () => {
  const ctx = await author()
  const [suite] = await importSuites(ctx, [fileOf({ id: 'a' })], { dryRun: true })
  expect(suite).toEqual({
    id: null,
    name: 'Weather basics',
    cases: [{ key: 'a', outcome: 'created' }],
  })
  expect((await listSuites(ctx, { limit: 10 })).data).toEqual([])
})

test('imports of one suite at the same instant leave each case once', async () => {
  const ctx = await author()
  const file = fileOf({ id: 'a' }, { id: 'b' }, { id: 'c' })
  const results = await Promise.all(Array.from({ length: 5 }, () => outcomes(ctx, file)))
  expect(new Set(results.map(({ id }) => id)).size).toBe(1)
  expect(await keys(ctx, results[0]?.id ?? '')).toEqual(['a', 'b', 'c'])
  const created = results.flatMap((result) => result.outcomes).filter((one) => one === 'created')
  expect(created).toHaveLength(3)
})

test('one bad suite leaves none of the others', async () => {
  const ctx = await author()
  const bad = SuiteFile.parse({
    suite: 'Bad',
    cases: [{ ...caseDefinition(), turns: [{ audio: 'nowhere.wav' }] }],
  })
  await expect(importSuites(ctx, [fileOf({ id: 'a' }), bad])).rejects.toMatchObject({
    code: 'invalid',
  })
  expect((await listSuites(ctx, { limit: 10 })).data).toEqual([])
})

test('two thousand cases import at once', { timeout: 30_000 }, async () => {
  const ctx = await author()
  const cases = Array.from({ length: 2_000 }, (_, index) => ({
    id: `case-${index}`,
    turns: [{ say: `question ${index}`, expect: { intent: `Intent${index}` } }],
  }))
  const { id, outcomes: made } = await outcomes(ctx, fileOf(...cases))
  expect(made).toHaveLength(2_000)
  expect((await listSuites(ctx, { limit: 1 })).data).toMatchObject([{ id, case_count: 2_000 }])
})

test('an export imports again without a change, and a short file stays short', async () => {
  const ctx = await author()
  const rich = caseDefinition({
    id: 'rich',
    description: 'Several\nlines: with #signs and "quotes"',
    priority: 'high',
    status: 'draft',
    tags: ['smoke'],
    languages: { 'en-US': { voice: 'default' }, 'de-DE': { voice: 'anna' } },
    turns: [
      {
        say: { 'en-US': 'yes', 'de-DE': 'ja, bitte: ${city}' },
        expect: {
          response: { matches: String.raw`\d+ degrees`, contains: ['a', 'b'] },
          entities: { n: 1, s: '1', nested: { deep: [true, null] } },
        },
      },
    ],
  })
  const mocks = [
    { tool: 'a', arguments: { zip: '02142', n: { min: 1 } }, result: { price: 12.5, no: null } },
    { tool: 'a', error: 'no', delay_ms: 10, times: 2, optional: true },
  ]
  const { id } = await outcomes(ctx, fileOf({ id: 'plain' }, { ...rich, mocks }))
  const { yaml } = await exportSuite(ctx, id)
  expect(parse(yaml)).toMatchObject({ cases: [{ id: 'plain' }, { mocks }] })
  expect(yaml.match(/mocks:/g)).toHaveLength(1)
  const file = SuiteFile.parse(parse(yaml))
  expect((await outcomes(ctx, file)).outcomes).toEqual(['unchanged', 'unchanged'])
  expect(yaml).not.toContain('voice: default')
  const [plain] = (await listCases(ctx, id, { limit: 1 })).data
  expect(await getCase(ctx, plain?.id ?? '')).toMatchObject({ key: 'plain', version: 1 })
})
