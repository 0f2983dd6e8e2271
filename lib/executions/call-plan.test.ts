import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, expect, test } from 'vitest'
import wavefile from 'wavefile'

import { silence, concat, tone } from '#lib/engines/speech/audio/test-signals.ts'
import { encodeWav } from '#lib/engines/speech/audio/wav.ts'
import type { TurnEvidence } from '#lib/engines/validation/evidence.ts'
import { clip, textTurn, voiceTurn } from '#lib/engines/validation/testing/evidence.ts'
import { assembleCall } from '#lib/executions/assemble-call.ts'
import { assembledCallView } from '#lib/executions/assembled-call-view.ts'
import { callPlan } from '#lib/executions/call-plan.ts'
import { createFileStorage } from '#lib/platform/storage/file.ts'
import type { Storage } from '#lib/platform/storage/types.ts'

const { WaveFile } = wavefile
let folder: string
let storage: Storage
const sound = (sampleRate: number, durationMs: number) =>
  tone({ hz: 400, sampleRate, durationMs, level: 0.5 })
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'earshot-call-'))
  storage = createFileStorage(folder)
  // A second of speech with half a second of silence after it, and a reply of 800 ms at a telephone's rate.
  const said = concat(sound(16_000, 1_000), silence(16_000, 500))
  await storage.put('input-audio', 'said.wav', encodeWav(said), 'audio/wav')
  await storage.put('output-audio', 'reply.wav', encodeWav(sound(8_000, 800)), 'audio/wav')
})
afterAll(() => rm(folder, { recursive: true }))

const turn = (index: number, more: Partial<TurnEvidence> = {}) =>
  voiceTurn({
    index,
    stimulus: clip({ key: 'said.wav', duration_ms: 1_500, speech_end_ms: 1_000 }),
    reply_audio: clip({ key: 'reply.wav', duration_ms: 800 }),
    timings: {
      ...voiceTurn().timings,
      ...{ first_byte_out_ms: 20, speech_end_ms: 1_030, first_audio_ms: 1_430 },
    },
    playback: [{ at_ms: 1_430, from_ms: 0 }],
    ...more,
  })

/** Where a channel sounds, to the ms. */
function sounds(samples: ArrayLike<number>): number[][] {
  const loud: number[][] = []
  for (let ms = 0; ms < samples.length / 16; ms++) {
    let power = 0
    for (let n = 0; n < 16; n++) power += (samples[ms * 16 + n] ?? 0) ** 2
    if (power < 1e6) continue
    const last = loud.at(-1)
    if (last && last[1] === ms) last[1] = ms + 1
    else loud.push([ms, ms + 1])
  }
  return loud
}

async function channels(turns: TurnEvidence[]) {
  const wav = new WaveFile((await assembleCall(storage, turns)) ?? Buffer.alloc(0))
  const [left = [], right = []] = wav.getSamples(false, Int16Array) as unknown as Int16Array[]
  return { caller: sounds(left), voiceAi: sounds(right) }
}

test('the response time can be read off the recording: end of speech left, first sound right', async () => {
  const { caller, voiceAi } = await channels([turn(0)])
  const [[, spoken = 0] = []] = caller
  const [[heard = 0] = []] = voiceAi
  // speech_end_ms 1,030 and first sound 1,430 of the turn.
  expect(Math.abs(heard - spoken - 400)).toBeLessThanOrEqual(2)
})

test('a piece that came late is where it was heard', async () => {
  const late = [
    { at_ms: 1_430, from_ms: 0 },
    { at_ms: 3_430, from_ms: 400 },
  ]
  const { voiceAi } = await channels([turn(0, { playback: late })])
  expect(voiceAi).toHaveLength(2)
  const [[from = 0, to = 0] = [], [again = 0] = []] = voiceAi
  expect(Math.abs(to - from - 400)).toBeLessThanOrEqual(2)
  expect(Math.abs(again - from - 2_000)).toBeLessThanOrEqual(2)
})

test('the next turn follows when the reply has been heard, and its times can be found again', () => {
  const turns = [turn(0), turn(1)]
  const plan = callPlan(turns)
  const [first, second] = plan?.turns ?? []
  const heard = (first?.voiceAi[0]?.atMs ?? 0) + 800
  expect(second?.caller?.atMs).toBe(heard + 500)
  expect((second?.zeroMs ?? 0) + 1_030).toBeCloseTo((second?.caller?.atMs ?? 0) + 1_000, 6)
  const view = assembledCallView('/call', turns)
  expect(view).toMatchObject({ assembled: true, turns: [{ turn: 0 }, { turn: 1 }] })
  expect(view).not.toHaveProperty('sha256')
})

test('speech that was sent faster than it is spoken ends where it left', () =>
  expect(
    callPlan([
      turn(0, { timings: { ...turn(0).timings, first_byte_out_ms: 5, speech_end_ms: 260 } }),
    ])?.turns[0],
  ).toMatchObject({ zeroMs: 740, caller: { atMs: 0 } }))

test('a call by text, and one in which nothing was heard, has no recording', async () => {
  expect(assembledCallView('/call', [textTurn()])).toBeNull()
  expect(callPlan([])).toBeNull()
  const mute = turn(0, { stimulus: null, reply_audio: null })
  expect(await assembleCall(storage, [mute])).toBeNull()
})

test('a recording that is missing is said', async () => {
  const gone = turn(0, { reply_audio: clip({ key: 'gone.wav', duration_ms: 800 }) })
  await expect(assembleCall(storage, [gone])).rejects.toThrow(/a recording of it is missing/)
})
