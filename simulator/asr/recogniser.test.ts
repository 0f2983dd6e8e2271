import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, expect, test } from 'vitest'

import type { Clip } from '#lib/engines/speech/clip.ts'
import { createEmbeddedTts } from '#lib/engines/speech/tts/embedded.ts'
import { createRecogniser, type Recogniser } from '#simulator/asr/recogniser.ts'
import { loadSet } from '#simulator/asr/template-file.ts'
import { createSpeaker, smallVocabulary } from '#simulator/testing/speech.ts'

const folder = mkdtempSync(join(tmpdir(), 'ears-'))
const tts = createEmbeddedTts({ threads: 1 })
const speaker = createSpeaker()
let ears: Recogniser
let timer: Clip

beforeAll(async () => {
  ears = createRecogniser({ tts, folder, ...smallVocabulary })
  timer = await speaker.say('set a timer for ten minutes')
})
afterAll(async () => {
  await ears.close()
  await Promise.all([tts.close(), speaker.close()])
})

/** White noise around and under a clip; `snr` in dB below the clip's mean power. */
function noisy({ pcm, sampleRate }: Clip, snr: number): Clip {
  const mean = pcm.reduce((sum, sample) => sum + sample * sample, 0) / pcm.length
  const amplitude = Math.sqrt((3 * mean) / 10 ** (snr / 10))
  let state = 7
  const mixed = Int16Array.from({ length: pcm.length + sampleRate }, (_, n) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    const noise = amplitude * (state / 2_147_483_648 - 1)
    return Math.max(-32_768, Math.min(32_767, (pcm[n - sampleRate / 2] ?? 0) + noise))
  })
  return { pcm: mixed, sampleRate }
}

test('a request that comes before the templates waits for them', async () =>
  expect(await ears.listen(timer, 'en', 'robust')).toMatchObject({
    transcript: 'set a timer for ten minutes',
  }))

test('robust ears hear through noise that makes fragile ones deaf', async () => {
  expect((await ears.listen(noisy(timer, 15), 'en', 'robust')).transcript).not.toBe('')
  expect((await ears.listen(noisy(timer, 0), 'en', 'fragile')).transcript).toBe('')
})

test('confidence falls with noise', async () => {
  await ears.warm('en', 'all')
  const at = async (clip: Clip) => (await ears.listen(clip, 'en', 'robust')).confidence
  expect(await at(noisy(timer, 20))).toBeLessThan(await at(noisy(timer, 60)))
})

test('a guess grows with the utterance and is a beginning of the phrase', async () => {
  await ears.warm('en', 'all')
  const half = { ...timer, pcm: timer.pcm.subarray(0, timer.pcm.length / 2) }
  const guess = await ears.guess(half, 'en')
  expect(guess).not.toBe('')
  expect('set a timer for ten minutes'.startsWith(guess)).toBe(true)
})

test('damaged audio gives an empty transcript, not an error', async () => {
  const square = Int16Array.from({ length: 16_000 }, (_, n) => (n % 40 < 20 ? 32_767 : -32_768))
  for (const pcm of [new Int16Array(0), new Int16Array(1), new Int16Array(48_000), square])
    expect((await ears.listen({ pcm, sampleRate: 16_000 }, 'en', 'robust')).transcript).toBe('')
})

test('templates are kept, read again, and a damaged file is not believed', async () => {
  await ears.warm('en', 'all')
  const [file = ''] = readdirSync(folder)
  const id = file.replace('.templates', '')
  const phrases = smallVocabulary.phrases().length
  expect((await loadSet(folder, id, phrases))?.offsets).toHaveLength(phrases + 1)
  expect(await loadSet(folder, id, phrases + 1)).toBeNull()
  writeFileSync(join(folder, 'broken.templates'), 'not a template')
  expect(await loadSet(folder, 'broken', phrases)).toBeNull()
})
