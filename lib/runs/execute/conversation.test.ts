import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, expect, test } from 'vitest'
import wavefile from 'wavefile'
import { z } from 'zod'

import {
  openaiLiveTarget,
  openaiProtocol,
  openaiTarget,
  openaiToken,
} from '#lib/engines/connectors/testing/fake-websocket-openai.ts'
import {
  startFakeWebsocket,
  type FakeWebsocket,
} from '#lib/engines/connectors/testing/fake-websocket.ts'
import { createFakeMind, type FakeMind } from '#lib/engines/connectors/testing/fake-mind.ts'
import { websocket } from '#lib/engines/connectors/websocket/index.ts'
import { findActiveFrames } from '#lib/engines/speech/conditions/active-frames.ts'
import {
  createConditions,
  type Conditions,
} from '#lib/engines/speech/conditions/conditioned-stimulus.ts'
import { dtmf } from '#lib/engines/speech/conditions/dtmf.ts'
import { createNoiseLibrary } from '#lib/engines/speech/conditions/noise-library.ts'
import { createSpeech } from '#lib/engines/speech/stimulus.ts'
import { createEmbeddedTts } from '#lib/engines/speech/tts/embedded.ts'
import { createGuard } from '#lib/platform/net/guard.ts'
import { createFileStorage } from '#lib/platform/storage/file.ts'
import type { Storage } from '#lib/platform/storage/types.ts'
import { fixedPolicy } from '#lib/policies/create-policies.ts'
import { executeItem } from '#lib/runs/execute/execute-item.ts'
import type { Endpoint } from '#lib/runs/execute/plan.ts'
import type { ExecuteDeps } from '#lib/runs/execute/types.ts'
import type { BegunItem } from '#lib/runs/results/outcome.ts'
import { CaseInput } from '#lib/suites/schema.ts'

const { WaveFile } = wavefile
const guard = createGuard({ allowedHosts: ['127.0.0.1'] })
const tts = createEmbeddedTts({ threads: 1 })
let folder: string
let storage: Storage
let mind: FakeMind
let peer: FakeWebsocket
let conditions: Conditions
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'earshot-conversation-'))
  storage = createFileStorage(folder)
  const noises = createNoiseLibrary({ storage, talkers: () => Promise.resolve([]) })
  conditions = createConditions({ storage, noises, threads: 1 })
  mind = await createFakeMind()
  peer = await startFakeWebsocket(() => openaiProtocol(mind))
})
afterAll(async () => {
  await peer.close()
  await mind.close()
  await tts.close()
  await conditions.close()
  await rm(folder, { recursive: true })
})

const item: BegunItem = {
  ...{
    id: 'item',
    attempt: 1,
    retries: 0,
    tries: 0,
    crashes: 0,
    organizationId: 'o',
    runId: 'run',
  },
  ...{ targetId: 't', suiteId: 's', caseId: 'c', caseVersion: 1, language: 'en-US' },
  ...{ deviceProfileId: null, repetition: 1, mode: 'voice', purpose: 'test' },
  begunAt: new Date(),
}

/** The real connector, allowed to call the peer on this machine. */
const endpoint = (config: object): Endpoint => ({
  connector: {
    ...websocket,
    open: (settings, secrets, options) =>
      websocket.open(websocket.config.parse(settings), websocket.secrets.parse(secrets), {
        ...options,
        guard,
      }),
    capabilities: (settings) => websocket.capabilities(websocket.config.parse(settings)),
  },
  config: { ...openaiLiveTarget(peer.ws), ...config },
  secrets: { token: openaiToken },
  ...{ pace: 4, maxAttempts: 1, variables: {}, plainVariables: {}, targetVersion: null },
})

async function execute(turns: object[], more: object = {}, config: object = {}) {
  const testCase = CaseInput.parse({
    ...{ id: 'talk', name: 'Talk', languages: { 'en-US': {} }, turns },
    ...more,
  })
  const deps: ExecuteDeps = {
    plan: () =>
      Promise.resolve({
        endpoint: endpoint(config),
        case: testCase,
        profile: null,
        precedents: [],
      }),
    speech: createSpeech({ engine: tts, storage }),
    conditions,
    listener: null,
    storage,
    policy: () => Promise.resolve(fixedPolicy),
    meaning: [],
  }
  const { record } = await executeItem(deps, item, new AbortController().signal)
  return record
}

const weather = { say: 'what is the weather in toronto' }
const tomorrow = { say: 'and tomorrow' }
const contains = (text: string) => ({ response: { contains: [text] } })

/** The two channels of a stored recording, read by another library. */
async function channels(key: string): Promise<[Int16Array, Int16Array]> {
  const file = new WaveFile((await storage.get('output-audio', key)) ?? Buffer.alloc(0))
  expect(file.fmt).toMatchObject({ numChannels: 2, sampleRate: 16_000, bitsPerSample: 16 })
  const [left, right] = z.array(z.instanceof(Int16Array)).parse(file.getSamples(false, Int16Array))
  return [left ?? new Int16Array(), right ?? new Int16Array()]
}

test('breaking in, keys and silence: held, judged, and proven by the recording', async () => {
  const record = await execute([
    { ...weather, expect: contains('Toronto') },
    {
      ...tomorrow,
      barge_in: { after_ms: 600 },
      expect: { ...contains('Toronto tomorrow'), barge_in: { max_stop_ms: 1_000 } },
    },
    { silence_ms: 600, expect: { reply: 'none' } },
    { dtmf: '159#', expect: { reply: 'any' } },
  ])
  const [first, second, third, fourth] = record.turns
  expect(record.turns.map(({ fault }) => fault)).toEqual([null, null, null, null])
  expect(record.validation).toMatchObject({ verdict: 'passed' })

  expect(first).toMatchObject({ kind: 'voice', cut_short: true })
  const bargeIn = second?.barge_in
  expect(bargeIn?.after_ms).toBe(600)
  expect(bargeIn?.began_ms).toBeGreaterThanOrEqual(600)
  expect(bargeIn?.began_ms).toBeLessThan(1_000)
  expect(bargeIn?.overlap_ms).toBeGreaterThan(0)
  expect(bargeIn?.stopped_ms).toBeLessThan(1_000)
  expect(third).toMatchObject({ kind: 'silence', silence_ms: 600, reply_written: null })
  expect(fourth).toMatchObject({ kind: 'dtmf', keys: { digits: '159#', tones: true } })

  // The interrupted turn's times are its own: its reply began after its speech, and long after it was started.
  const {
    first_audio_ms: audio,
    speech_end_ms: spoken,
    response_ms: waited,
  } = second?.timings ?? {}
  expect(audio).toBeGreaterThan(spoken ?? Number.NaN)
  expect(waited).toBeGreaterThan(0)

  const [left, right] = await channels(record.call?.key ?? '')
  const caller = findActiveFrames(left, 16_000).active
  const voiceAi = findActiveFrames(right, 16_000).active
  const both = caller.flatMap((active, at) => (active && voiceAi[at] ? [at * 20] : []))
  const [overlap] = record.call?.overlaps ?? []
  expect(both.length * 20).toBeGreaterThan(0)
  // They speak together nowhere but where the evidence says so, to a frame: the evidence cuts the speech out to the sample,
  // so the frame at its edge holds more sound here than there.
  const frameMs = 20
  for (const at of both) {
    expect(at).toBeGreaterThanOrEqual((overlap?.from_ms ?? Number.NaN) - frameMs)
    expect(at).toBeLessThan((record.call?.overlaps.at(-1)?.to_ms ?? Number.NaN) + frameMs)
  }
  // The keys are on the caller's channel, to the sample.
  const tones = dtmf({ digits: '159#' }).pcm
  const begin = Math.round((record.call?.turns.find(({ turn }) => turn === 3)?.at_ms ?? 0) * 16)
  const at = [...Array(33).keys()]
    .map((offset) => begin - 16 + offset)
    .find((from) => tones.every((sample, n) => left[from + n] === sample))
  expect(at).toBeDefined()
})

test('a caller who only shows that they listen: who stops for it fails, and needs no answer', async () => {
  const record = await execute([
    weather,
    {
      ...{ say: 'yes', barge_in: { after_ms: 600, backchannel: true } },
      expect: { barge_in: { stops: false } },
    },
    { ...tomorrow, expect: { reply: 'any' } },
  ])
  // This voice AI takes any sound for an interruption.
  expect(record.turns[1]).toMatchObject({
    ...{ kind: 'voice', said: 'yes', fault: null },
    barge_in: { backchannel: true, false_stop: true },
  })
  expect(record.turns[1]?.timings.speech_end_ms).toBeLessThan(2_000)
  expect(record.turns[1]?.timings).not.toHaveProperty('talk_over_ms')
  expect(record.validation).toMatchObject({ verdict: 'failed', blame: 'speech_output' })
  expect(record.turns).toHaveLength(3)
  expect(record.turns[2]?.fault).toBeNull()
})

test('a caller who breaks in too late has tested nothing', async () => {
  const record = await execute([weather, { ...tomorrow, barge_in: { after_ms: 4_500 } }])
  expect(record.validation).toMatchObject({ verdict: 'invalid', blame: 'stimulus' })
  expect(record.validation.reason).toMatch(/already silent/)
  expect(record.turns[1]?.barge_in).toMatchObject({ overlap_ms: 0, stopped_ms: null })
  expect(record.call?.overlaps).toEqual([])
})

test('a conversation ends at its first failed turn when the case says so, and is then a failure', async () => {
  const turns = [{ ...weather, expect: contains('Paris') }, tomorrow]
  const stopped = await execute(turns, { stop_on_failure: true }, openaiTarget(peer.ws))
  expect(stopped.turns).toHaveLength(1)
  expect(stopped.validation).toMatchObject({ verdict: 'failed', blame: 'content' })
  const held = await execute(turns, {}, openaiTarget(peer.ws))
  expect(held.turns).toHaveLength(2)
  expect(held.validation.verdict).toBe('failed')
  expect(held.call).toBeNull()
})
