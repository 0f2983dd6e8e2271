import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'

import { http } from '#lib/engines/connectors/http/index.ts'
import { concat, noise, silence, tone } from '#lib/engines/speech/audio/test-signals.ts'
import { decodeWav, encodeWav } from '#lib/engines/speech/audio/wav.ts'
import type { Clip } from '#lib/engines/speech/clip.ts'
import {
  createConditions,
  type Conditions,
} from '#lib/engines/speech/conditions/conditioned-stimulus.ts'
import { createNoiseLibrary } from '#lib/engines/speech/conditions/noise-library.ts'
import { createSpeech } from '#lib/engines/speech/stimulus.ts'
import { createEmbeddedTts } from '#lib/engines/speech/tts/embedded.ts'
import type { Validation } from '#lib/engines/validation/verdict.ts'
import { createGuard } from '#lib/platform/net/guard.ts'
import { createFileStorage } from '#lib/platform/storage/file.ts'
import type { Storage } from '#lib/platform/storage/types.ts'
import { fixedPolicy } from '#lib/policies/create-policies.ts'
import { executeItem } from '#lib/runs/execute/execute-item.ts'
import { judgeExecution } from '#lib/runs/execute/judge.ts'
import type { ExecuteDeps } from '#lib/runs/execute/types.ts'
import { answeredTurn } from '#lib/runs/results/answered-turn.ts'
import type { BegunItem } from '#lib/runs/results/outcome.ts'
import { sameReplies } from '#lib/runs/results/same-replies.ts'
import { CaseInput } from '#lib/suites/schema.ts'

/** What a voice AI answers to one recording. */
type Answer = { text: string | null; audio: Clip | null; intent: string }
type Mind = (asked: { question: 'weather' | 'timer'; recording: Clip }) => Answer | null

const tts = createEmbeddedTts({ threads: 1 })
const guard = createGuard({ allowedHosts: ['127.0.0.1'] })
let folder: string
let storage: Storage
let conditions: Conditions
let server: Server
let mind: Mind
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'earshot-tricks-'))
  storage = createFileStorage(folder)
  const noises = createNoiseLibrary({ storage, talkers: () => Promise.resolve([]) })
  conditions = createConditions({ storage, noises, threads: 1 })
  server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const { audio, question } = z
        .object({ audio: z.string(), question: z.enum(['weather', 'timer']) })
        .parse(JSON.parse(Buffer.concat(chunks).toString()))
      const answer = mind({ question, recording: decodeWav(Buffer.from(audio, 'base64')) })
      const body = answer && {
        text: answer.text,
        intent: answer.intent,
        heard: questions[question].say,
        city: 'Toronto',
        audio: answer.audio && encodeWav(answer.audio).toString('base64'),
      }
      response.writeHead(200, { 'Content-Type': 'application/json' })
      response.end(JSON.stringify(body ?? {}))
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
})
afterAll(async () => {
  server.close()
  await conditions.close()
  await tts.close()
  await rm(folder, { recursive: true })
})

const questions = {
  weather: {
    say: 'what is the weather in toronto',
    intent: 'WeatherQuery',
    reply: 'It is sunny in Toronto with twenty degrees.',
    word: 'sunny',
  },
  timer: {
    say: 'set a timer for ten minutes',
    intent: 'TimerCommand',
    reply: 'Your timer is set for ten minutes.',
    word: 'ten minutes',
  },
} as const
type Question = keyof typeof questions

/** The three ways in which people expect something. */
const expectations: Record<string, (question: Question) => object> = {
  'all of them': (question) => ({
    intent: questions[question].intent,
    entities: question === 'weather' ? { city: 'Toronto' } : {},
    response: { contains: [questions[question].word], not_contains: ['error'] },
    transcript: { max_wer: 0.2 },
    response_time: { max_ms: 2_500 },
    audio: { required: true },
  }),
  'intent and contains': (question) => ({
    intent: questions[question].intent,
    response: { contains: [questions[question].word] },
  }),
  'intent alone': (question) => ({ intent: questions[question].intent }),
}

const caseOf = (question: Question, wanted: object) =>
  CaseInput.parse({
    ...{ id: question, name: question, languages: { 'en-US': {} } },
    turns: [{ say: questions[question].say, expect: wanted }],
  })

const itemOf = (question: Question): BegunItem => ({
  ...{
    id: question,
    attempt: 1,
    retries: 0,
    tries: 0,
    crashes: 0,
    organizationId: 'o',
    runId: 'run',
  },
  ...{ targetId: 't', suiteId: 's', caseId: question, caseVersion: 1, language: 'en-US' },
  ...{ deviceProfileId: null, repetition: 1, mode: 'voice', purpose: 'test' },
  begunAt: new Date(),
})

const configOf = (question: Question) => ({
  url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
  voice_body_type: 'json',
  voice_body: { audio: '{{audio_base64}}', question },
  ...{ reply_path: '$.text', intent_path: '$.intent', transcript_path: '$.heard' },
  ...{ audio_path: '$.audio', entities_path: '$', allow_empty_reply: true },
})

async function execute(question: Question, wanted: object) {
  const testCase = caseOf(question, wanted)
  const deps: ExecuteDeps = {
    plan: () =>
      Promise.resolve({
        endpoint: {
          connector: {
            ...http,
            open: (settings, secrets, options) =>
              http.open(http.config.parse(settings), http.secrets.parse(secrets), {
                ...options,
                guard,
              }),
            capabilities: (settings) => http.capabilities(http.config.parse(settings)),
          },
          ...{ config: configOf(question), secrets: {}, pace: 0, maxAttempts: 1 },
          ...{ variables: {}, plainVariables: {}, targetVersion: null },
        },
        ...{ case: testCase, profile: null, precedents: [] },
      }),
    ...{ speech: createSpeech({ engine: tts, storage }), conditions, listener: null, storage },
    ...{ policy: () => Promise.resolve(policy), meaning: [] },
  }
  const { record } = await executeItem(deps, itemOf(question), new AbortController().signal)
  return { testCase, record }
}

/** Both cases as a run, and the verdict on the first once the run has ended. */
async function run(wanted: (question: Question) => object): Promise<Validation> {
  const held = await Promise.all(
    (['weather', 'timer'] as const).map((question) => execute(question, wanted(question))),
  )
  const [first] = held
  if (!first) throw new Error('nothing was held')
  const answered = held.flatMap(({ testCase, record }) =>
    record.turns.flatMap(
      (turn) =>
        answeredTurn(turn, {
          ...{ executionId: record.id, caseId: testCase.id, caseName: testCase.name, testCase },
        }) ?? [],
    ),
  )
  const found = sameReplies(answered).find(({ executionId }) => executionId === first.record.id)
  if (!found) return first.record.validation
  return judgeExecution({
    ...{ executionId: first.record.id, case: first.testCase, policy },
    turns: first.record.turns.map((turn) => ({ ...turn, same_reply: found.found })),
    ...{ twinTurns: null, precedents: [], targetVersion: null },
  })
}

/** A machine that others use as well is late: that is no business of this test. */
const policy = { ...fixedPolicy, gates: { maxOwnSideMs: 10_000 } }

const spoken = (text: string) => tts.synthesize({ text, language: 'en-US', voice: 'rms' })
const replies = {
  weather: await spoken(questions.weather.reply),
  timer: await spoken(questions.timer.reply),
}
const everything = 'It is sunny in Toronto, and your timer is set for ten minutes.'
const everythingSpoken = await spoken(everything)
const honest: Mind = ({ question }) => ({
  text: questions[question].reply,
  audio: replies[question],
  intent: questions[question].intent,
})
const but =
  (change: (answer: Answer, asked: Parameters<Mind>[0]) => Partial<Answer>): Mind =>
  (asked) => {
    const answer = honest(asked)
    return answer && { ...answer, ...change(answer, asked) }
  }
const shape = { sampleRate: 16_000, durationMs: 2_500 }

const limited = (wanted: object) => ({ ...wanted, response_time: { max_ms: 2_500 } })
const tricks: [string, Mind, limit?: true][] = [
  ['silence', but(() => ({ audio: silence(16_000, 2_500) }))],
  ['noise', but(() => ({ audio: noise({ ...shape, level: 0.1 }) }))],
  ['a beep', but(() => ({ audio: tone({ ...shape, hz: 880, level: 0.3 }) }))],
  [
    'three seconds of silence before the answer',
    but(({ audio }) => ({ audio: audio && concat(silence(audio.sampleRate, 3_000), audio) })),
    true,
  ],
  ['an echo of the caller', but((_, { recording }) => ({ audio: recording }))],
  ['the same sentence to everything', but(() => ({ text: everything, audio: everythingSpoken }))],
  ['the reply of another case', but(() => ({ text: questions.timer.reply, audio: replies.timer }))],
  ['an empty reply', but(() => ({ text: '', audio: null }))],
  ['no reply', () => null],
]

describe.each(Object.entries(expectations))('expecting %s', (_, wanted) => {
  test('an honest answer passes without a person', async () => {
    mind = honest
    const { status, reason } = await run(wanted)
    expect([status, reason]).toEqual(['auto_pass', expect.any(String)])
  })

  test.each(tricks)('%s does not pass', async (_name, trick, limit) => {
    mind = trick
    const verdict = await run((question) => (limit ? limited(wanted(question)) : wanted(question)))
    expect([verdict.status, verdict.reason]).not.toEqual(['auto_pass', expect.any(String)])
    expect(verdict.reason).toMatch(/\.$/)
  })
})
