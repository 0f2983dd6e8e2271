import { expect, test } from 'vitest'

import { createCtx } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { importFiles, type ImportRequest } from '#lib/importers/import-files.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { listCases, listSuites } from '#lib/suites/queries.ts'

const database = useTestDatabase()

const suite = (say: string) => `suite: Weather basics
cases:
  - id: current
    name: Current weather
    languages: { en-US: {} }
    turns:
      - ${say}
`
const request = (text: string, overrides: Partial<ImportRequest> = {}): ImportRequest => ({
  files: [{ name: 'weather.suite.yaml', text }],
  format: 'yaml',
  dryRun: false,
  dropMissing: false,
  variables: new Set(),
  storeRecording: (name) => Promise.reject(new Error(`names ${name}, which was not sent along`)),
  ...overrides,
})
const author = () => createCtx(database.db, 'qa_engineer')
const count = async (ctx: Ctx) => (await listSuites(ctx, { limit: 10 })).data.length

test('the report names each case at its line', async () => {
  const result = await importFiles(await author(), request(suite('say: hello')))
  expect(result).toMatchObject({ created: 1, updated: 0, unchanged: 0, dropped: 0 })
  expect(result.report).toEqual([
    {
      file: 'weather.suite.yaml',
      line: 3,
      status: 'mapped',
      message: 'Weather basics / current: created',
    },
  ])
})

test('faults of all files are told at once, and nothing is written', async () => {
  const ctx = await author()
  const files = [
    { name: 'good.yaml', text: suite('say: hello') },
    { name: 'bad.yaml', text: suite('sya: hello') },
    { name: 'worse.yaml', text: 'cases: 1' },
  ]
  const error = await importFiles(ctx, request('', { files })).catch((reason: unknown) => reason)
  expect(error).toMatchObject({ code: 'invalid' })
  const text = JSON.stringify(error)
  expect(text).toContain(
    'bad.yaml:7:9: cases[0].turns[0].sya is not a known field; did you mean say?',
  )
  expect(text).toContain('worse.yaml:1:1: ')
  expect(await count(ctx)).toBe(0)
})

test('an unknown variable is refused with file, line and name', async () => {
  const ctx = await author()
  const text = suite('say: { en-US: "weather in ${city} on ${day}" }')
  await expect(
    importFiles(ctx, request(text, { variables: new Set(['day']) })),
  ).rejects.toMatchObject({
    faults: [
      {
        path: 'cases[0].turns[0].say.en-US',
        message:
          'weather.suite.yaml:7: cases[0].turns[0].say.en-US uses ${city}, which no target defines',
      },
    ],
  })
  const both = new Set(['city', 'day'])
  await expect(importFiles(ctx, request(text, { variables: both }))).resolves.toBeDefined()
})

test('a recording that was not sent along is refused at its line; a sent one is stored under its key', async () => {
  const ctx = await author()
  const text = suite('audio: { en-US: hello.wav }')
  await expect(importFiles(ctx, request(text))).rejects.toMatchObject({
    faults: [{ message: expect.stringContaining('weather.suite.yaml:7: ') as unknown }],
  })
  const key = `recording/1-${'a'.repeat(64)}.wav`
  const { suite_ids } = await importFiles(
    ctx,
    request(text, { storeRecording: () => Promise.resolve({ key, warnings: [] }) }),
  )
  const cases = await listCases(ctx, suite_ids[0] ?? '', { limit: 10 })
  expect(cases.data[0]?.turns[0]?.audio).toEqual({ 'en-US': key })
})

test('a dry run reports and writes nothing', async () => {
  const ctx = await author()
  const result = await importFiles(ctx, request(suite('say: hello'), { dryRun: true }))
  expect(result).toMatchObject({ suite_ids: [], created: 1 })
  expect(await count(ctx)).toBe(0)
})

test('refuses an unknown format by naming those there are', async () => {
  const attempt = importFiles(await author(), request('', { format: 'pdf' }))
  await expect(attempt).rejects.toMatchObject({ faults: [{ path: 'format' }] })
})

test('refuses the wrong role', async () => {
  const viewer = await createCtx(database.db, 'viewer')
  const attempt = importFiles(viewer, request(suite('say: hello')))
  await expect(attempt).rejects.toMatchObject({ code: 'forbidden' })
})
