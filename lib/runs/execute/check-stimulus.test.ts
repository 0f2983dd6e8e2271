import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

import { createListener } from '#lib/engines/speech/asr/listener.ts'
import { createOpenaiAsr } from '#lib/engines/speech/asr/openai.ts'
import { createSpeech } from '#lib/engines/speech/stimulus.ts'
import {
  startFakeTranscription,
  type FakeTranscription,
} from '#lib/engines/speech/testing/fake-transcription.ts'
import { createEmbeddedTts } from '#lib/engines/speech/tts/embedded.ts'
import type { Stimulus } from '#lib/engines/speech/types.ts'
import { clip, policy, textTurn, voiceTurn } from '#lib/engines/validation/testing/evidence.ts'
import { validateExecution } from '#lib/engines/validation/validate.ts'
import { createFileStorage } from '#lib/platform/storage/file.ts'
import { checkStimulus } from '#lib/runs/execute/check-stimulus.ts'
import { transcribeReply } from '#lib/runs/execute/transcribe-reply.ts'

const said = 'what is the weather in toronto'
const root = mkdtempSync(path.join(tmpdir(), 'earshot-check-'))
const storage = createFileStorage(root)
const engine = createEmbeddedTts({ threads: 1 })
let ears: FakeTranscription
let stimulus: Stimulus
beforeAll(async () => {
  ears = await startFakeTranscription()
  const request = { text: said, language: 'en-US', voice: 'default' }
  stimulus = await createSpeech({ engine, storage }).stimulus(request)
})
beforeEach(() => {
  ears.says = 'What is the weather in Toronto?'
})
afterAll(async () => {
  ears.close()
  await engine.close()
  rmSync(root, { recursive: true, force: true })
})

const model = 'test-listener'
/** A listener that remembers nothing, so that each test hears for itself. */
const listener = (apiKey = 'listen-key') => {
  const asr = createOpenaiAsr({ url: ears.url, apiKey, model, maxAttempts: 1 })
  return createListener({ asr, storage: { ...storage, get: async () => null } })
}
const { signal } = new AbortController()
const check = (apiKey?: string, text = said) =>
  checkStimulus(listener(apiKey), { stimulus, text, language: 'en-US' }, 0.2, signal)

const verdictOn = async (checked: Awaited<ReturnType<typeof check>>) => {
  const evidence = voiceTurn({ said, stimulus: clip(checked) })
  const turns = [{ evidence, expectation: { intent: 'WeatherQuery' } }]
  return validateExecution({ executionId: 'x', turns, policy })
}

test('a stimulus that says its text passes, whatever the recogniser makes of case and signs', async () => {
  const checked = await check()
  expect(checked.check).toMatchObject({ wer: 0, measure: 'wer', max_wer: 0.2 })
  expect(await verdictOn(checked)).toMatchObject({ verdict: 'passed', blame: null })
})

test('one that says something else makes the execution invalid, with both texts in the reason', async () => {
  ears.says = 'what is the feather in Trento'
  const validation = await verdictOn(await check())
  expect(validation).toMatchObject({ verdict: 'invalid', blame: 'stimulus', score: null })
  expect(validation.reason).toMatch(/heard "what is the feather in Trento" where "what is the/)
  expect(validation.reason).toMatch(/WER 33.3 %, at most 20 %/)
})

test('one in which nothing is heard is invalid too', async () => {
  ears.says = ''
  expect((await verdictOn(await check())).reason).toMatch(/heard nothing where/)
})

test('languages that do not space their words are measured by characters', async () => {
  ears.says = '今天天气怎么样'
  const made = { stimulus, text: '明天天气怎么样', language: 'zh-CN' }
  const { check: checked } = await checkStimulus(listener(), made, 0.2, signal)
  expect(checked).toMatchObject({ measure: 'cer', wer: 1 / 7 })
})

test('a recogniser that cannot be asked invalidates nothing, and the evidence says why', async () => {
  const checked = await check('wrong')
  expect(checked.check).toBeNull()
  expect(checked.check_fault).toMatch(/HTTP 401/)
  expect(await verdictOn(checked)).toMatchObject({ verdict: 'passed' })
})

const wordless = () => voiceTurn({ reply_written: null, reply_spoken: null })
const expectation = { response: { contains: ['sunny'] } }
const judge = (evidence: ReturnType<typeof voiceTurn>) =>
  validateExecution({ executionId: 'x', turns: [{ evidence, expectation }], policy })

test('a reply that came as sound alone is written down, and marked so', async () => {
  ears.says = 'it is sunny'
  const evidence = await transcribeReply(listener(), wordless(), stimulus.clip, signal)
  expect(evidence).toMatchObject({ reply_spoken: 'it is sunny', reply_transcribed: true })
  expect(judge(evidence)).toMatchObject({ verdict: 'passed' })
})

test('what a recogniser heard wrong in a reply is for a person to decide', async () => {
  ears.says = 'it is funny'
  const validation = judge(await transcribeReply(listener(), wordless(), stimulus.clip, signal))
  expect(validation).toMatchObject({ verdict: 'failed', status: 'manual_review' })
  expect(validation.reason).toMatch(/written down by a recogniser/)
})

test('a reply that could not be written down is no wrong reply', async () => {
  const evidence = await transcribeReply(listener('wrong'), wordless(), stimulus.clip, signal)
  expect(evidence.reply_spoken).toBeNull()
  expect(judge(evidence)).toMatchObject({ verdict: 'invalid', blame: 'infrastructure' })
  expect(judge(evidence).reason).toMatch(/could not be transcribed: .*HTTP 401/)
})

test('a reply with words, and one without sound, are left as they are', async () => {
  const before = ears.asked.length
  const turns = [voiceTurn(), textTurn({ reply_written: '' })]
  for (const turn of turns) expect(await transcribeReply(listener(), turn, null, signal)).toBe(turn)
  expect(await transcribeReply(listener(), voiceTurn(), stimulus.clip, signal)).toEqual(voiceTurn())
  expect(await transcribeReply(null, wordless(), stimulus.clip, signal)).toEqual(wordless())
  expect(ears.asked).toHaveLength(before)
})
