import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'

import { getConnector } from '#lib/engines/connectors/registry.ts'
import {
  fakeHttpKey,
  fakeHttpToken,
  ownWebhook,
  startFakeHttp,
} from '#lib/engines/connectors/testing/fake-http.ts'
import {
  openaiProtocol,
  openaiTarget,
  openaiToken,
} from '#lib/engines/connectors/testing/fake-websocket-openai.ts'
import { startFakeWebsocket } from '#lib/engines/connectors/testing/fake-websocket.ts'
import { of, takeTurn } from '#lib/engines/connectors/testing/take-turn.ts'
import { createFakeMind, type FakeMind } from '#lib/engines/connectors/testing/fake-mind.ts'
import { deriveTimings } from '#lib/engines/connectors/timings.ts'
import type { VoiceTurn } from '#lib/engines/connectors/types.ts'
import { measureLevels } from '#lib/engines/speech/audio/levels.ts'
import { resample } from '#lib/engines/speech/audio/resample.ts'
import { createEmbeddedTts } from '#lib/engines/speech/tts/embedded.ts'
import { settings } from '#lib/platform/config/settings.ts'
import { createGuard } from '#lib/platform/net/guard.ts'
import { startSimulator, type Simulator } from '#simulator/server.ts'
import { smallVocabulary } from '#simulator/testing/speech.ts'

const language = 'en-US'
/** silence after the speech, ms: so long that the end of speech cannot be taken for the end of the audio, too short to end the turn */
const tailMs = 500
const guard = createGuard({ allowedHosts: ['127.0.0.1'] })
const tts = createEmbeddedTts({ threads: 1 })

let simulator: Simulator
let mind: FakeMind
let http: Awaited<ReturnType<typeof startFakeHttp>>
let socket: Awaited<ReturnType<typeof startFakeWebsocket>>
let turn: VoiceTurn

beforeAll(async () => {
  simulator = await startSimulator({
    clientId: settings().SIMULATOR_CLIENT_ID,
    clientKey: settings().SIMULATOR_CLIENT_KEY,
    vocabulary: smallVocabulary,
  })
  await simulator.warm(['en'])
  mind = await createFakeMind()
  http = await startFakeHttp(mind)
  socket = await startFakeWebsocket(() => openaiProtocol(mind))
  const text = 'what is the weather in toronto'
  const clip = resample(await tts.synthesize({ text, language, voice: 'default' }), 16_000)
  const speechEndMs = measureLevels(clip).speechEndMs ?? 0
  const pcm = new Int16Array(Math.round((speechEndMs + tailMs) * 16))
  pcm.set(clip.pcm.subarray(0, pcm.length))
  turn = { kind: 'voice', pcm, sampleRate: 16_000, speechEndMs, language }
})
afterEach(() => vi.useRealTimers())
afterAll(async () => {
  await simulator.close()
  await http.close()
  await socket.close()
  await mind.close()
  await tts.close()
})

const targets: Record<string, () => { config: object; secrets: object }> = {
  houndify: () => ({
    config: { endpoint: `${simulator.url}/v1` },
    secrets: {
      client_id: settings().SIMULATOR_CLIENT_ID,
      client_key: settings().SIMULATOR_CLIENT_KEY,
    },
  }),
  http: () => ({
    config: ownWebhook(http.url),
    secrets: { token: fakeHttpToken, hmac_key: fakeHttpKey },
  }),
  websocket: () => ({ config: openaiTarget(socket.ws), secrets: { token: openaiToken } }),
}

async function speak(kind: string, pace: number) {
  const connector = getConnector(kind)
  const { config, secrets } = targets[kind]?.() ?? {}
  const options = { userId: 'timed', language, guard }
  const session = connector.open(
    connector.config.parse(config),
    connector.secrets.parse(secrets),
    options,
  )
  const startedAt = performance.now()
  const events = await takeTurn(session, turn, { pace })
  const took = performance.now() - startedAt
  await session.close()
  expect(of(events, 'error')).toEqual([])
  const timings = deriveTimings(events, { startedAt, speechEndMs: turn.speechEndMs })
  return { events, startedAt, took, timings }
}

describe.each(Object.keys(targets))('%s', (kind) => {
  test('tells each step, in the order in which it happens', async () => {
    const { timings, took, events } = await speak(kind, 4)
    const timesOf = (names: (keyof typeof timings)[]) => names.map((name) => timings[name])
    const rising = (names: (keyof typeof timings)[]) => {
      expect(timesOf(names)).not.toContain(null)
      expect(timesOf(names)).toEqual(timesOf(names).toSorted((a, b) => (a ?? 0) - (b ?? 0)))
    }
    rising(['connect_ms', 'first_byte_out_ms', 'speech_end_ms', 'last_byte_out_ms', 'done_ms'])
    rising(['connect_ms', 'first_byte_ms', 'transcript_ms', 'done_ms'])
    expect(timings.connect_ms).toBeGreaterThan(0)
    expect(timings.done_ms).toBeLessThanOrEqual(took)
    expect(timings.first_partial_ms !== null).toBe(of(events, 'partial').length > 0)
  })

  test('counts the answer from the end of speech', async () => {
    const { events, timings, startedAt } = await speak(kind, 4)
    const replyAt = (of(events, 'reply')[0]?.at ?? Number.NaN) - startedAt
    expect((timings.speech_end_ms ?? 0) + (timings.response_ms ?? 0)).toBeCloseTo(replyAt, 6)
  })
})

describe.each(['houndify', 'websocket'])('%s, which streams', (kind) => {
  test.each([2, 4])('says the speech at pace %i, and its silence after it', async (pace) => {
    const { timings } = await speak(kind, pace)
    const spoke = (timings.speech_end_ms ?? 0) - (timings.first_byte_out_ms ?? 0)
    const after = (timings.last_byte_out_ms ?? 0) - (timings.speech_end_ms ?? 0)
    // A write is never early, though it may be late: the one before the end of speech would be too early, and the
    // one after it would leave no silence.
    expect(spoke).toBeGreaterThan(turn.speechEndMs / pace - 2)
    expect(after).toBeGreaterThan(tailMs / pace / 2)
  })
})

test('a recording that goes up as a whole has spoken when it is up', async () => {
  const { timings } = await speak('http', 1)
  expect(timings.speech_end_ms).toBe(timings.last_byte_out_ms)
})

test('a clock that is set back changes no time', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() })
  const hour = 3_600_000
  const ticking = setInterval(() => vi.setSystemTime(Date.now() - hour), 1)
  const { timings, took } = await speak('http', 0).finally(() => clearInterval(ticking))
  for (const ms of Object.values(timings).filter((ms) => ms !== null))
    expect(Math.abs(ms)).toBeLessThanOrEqual(took)
  expect(timings.response_ms).toBeGreaterThan(0)
})
