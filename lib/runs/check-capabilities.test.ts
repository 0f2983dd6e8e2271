import { eq } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'

import { testCases } from '#db/schema/suites.ts'
import { createCtx } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { InvalidError } from '#lib/platform/errors.ts'
import { checkCapabilities } from '#lib/runs/check-capabilities.ts'
import { importSuites } from '#lib/suites/import-suites.ts'
import { SuiteFile } from '#lib/suites/schema.ts'

const database = useTestDatabase()
let ctx: Ctx
beforeAll(async () => (ctx = await createCtx(database.db)))

const houndify = { name: 'Car', connector: 'houndify', config: {} }
const live = { name: 'Live', connector: 'websocket', config: { preset: 'openai_realtime_vad' } }
const pushToTalk = { name: 'Realtime', connector: 'websocket', config: {} }
const written = {
  name: 'Hook',
  connector: 'http',
  config: { preset: 'rasa_rest', url: 'https://a.example/' },
}

let suites = 0
async function casesOf(...turns: object[][]) {
  const file = SuiteFile.parse({
    suite: `Suite ${(suites += 1)}`,
    cases: turns.map((own, index) => ({
      ...{ id: `case-${index}`, name: `Case ${index}`, languages: { 'en-US': {} } },
      turns: own,
    })),
  })
  const [imported] = await importSuites(ctx, [file])
  return ctx.db
    .select({ id: testCases.id, name: testCases.name })
    .from(testCases)
    .where(eq(testCases.suiteId, imported?.id ?? ''))
    .orderBy(testCases.position)
}

async function refusal(work: Promise<void>) {
  const error: unknown = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  return error instanceof InvalidError ? { message: error.message, faults: error.faults } : error
}

const hello = { say: 'hello' }
const keys = [hello, { dtmf: '12#' }]
const silence = [hello, { silence_ms: 4_000 }]
const bargeIn = [hello, { say: 'stop', barge_in: { after_ms: 500 } }]

test('each case is named with its turn and what the target cannot do', async () => {
  const cases = await casesOf([hello], silence, bargeIn)
  expect(await refusal(checkCapabilities(ctx, { target: houndify, cases }, 'voice'))).toEqual({
    message:
      'Case 1 (turn 2) needs silence on an open line (full duplex), which Houndify (SoundHound) cannot do (and 1 more)',
    faults: [
      {
        path: 'target',
        message:
          'Case 1 (turn 2) needs silence on an open line (full duplex), which Houndify (SoundHound) cannot do',
      },
      {
        path: 'target',
        message: 'Case 2 (turn 2) needs barge-in, which Houndify (SoundHound) cannot do',
      },
    ],
  })
})

test('settings decide: a voice AI that is told the end of a turn cannot be interrupted', async () => {
  const cases = await casesOf(keys, silence, bargeIn)
  expect(await refusal(checkCapabilities(ctx, { target: live, cases }, 'voice'))).toBeNull()
  const refused = checkCapabilities(ctx, { target: pushToTalk, cases }, 'voice')
  expect(await refusal(refused)).toMatchObject({
    faults: [{ message: expect.stringMatching(/^Case 2 .*barge-in/) as string }],
  })
})

test('keys are played as tones where no message carries them, but text carries none', async () => {
  const cases = await casesOf(keys)
  expect(await refusal(checkCapabilities(ctx, { target: houndify, cases }, 'voice'))).toBeNull()
  for (const mode of ['text', 'twin'] as const)
    expect(await refusal(checkCapabilities(ctx, { target: houndify, cases }, mode))).toMatchObject({
      faults: [
        {
          path: 'mode',
          message: `Case 0 (turn 2) needs DTMF, which a run in ${mode} mode cannot do`,
        },
      ],
    })
})

test('at most twenty faults are listed, and all of them counted', async () => {
  const cases = await casesOf(...Array.from({ length: 25 }, () => bargeIn))
  const refused = await refusal(checkCapabilities(ctx, { target: houndify, cases }, 'voice'))
  expect(refused).toMatchObject({ message: expect.stringMatching(/\(and 24 more\)$/) as string })
  expect((refused as { faults: unknown[] }).faults).toHaveLength(20)
})

test('a target that cannot be spoken to runs no voice at all', async () => {
  const cases = await casesOf([hello])
  const refused = checkCapabilities(ctx, { target: written, cases }, 'voice')
  expect(await refusal(refused)).toMatchObject({ faults: [{ path: 'mode' }] })
})
