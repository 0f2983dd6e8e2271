import { afterAll, beforeAll, expect, test } from 'vitest'

import { createListener } from '#lib/engines/speech/asr/listener.ts'
import { createOpenaiAsr } from '#lib/engines/speech/asr/openai.ts'
import { utterances } from '#lib/engines/speech/audio/test-utterances.ts'
import {
  startFakeTranscription,
  type FakeTranscription,
} from '#lib/engines/speech/testing/fake-transcription.ts'
import type { TurnEvidence } from '#lib/engines/validation/evidence.ts'
import { spokenVerified } from '#lib/engines/validation/listening/spoken-words.ts'
import { clip, voiceTurn } from '#lib/engines/validation/testing/evidence.ts'
import type { Storage } from '#lib/platform/storage/types.ts'
import { checkReply } from '#lib/runs/execute/check-reply.ts'

let ears: FakeTranscription
beforeAll(async () => {
  ears = await startFakeTranscription()
})
afterAll(() => ears.close())

const [reply] = utterances('slt')
if (reply === undefined) throw new Error('no speech')
const storage: Pick<Storage, 'get'> = { get: async () => null }
const listener = (apiKey = 'listen-key') =>
  createListener({
    asr: createOpenaiAsr({ url: ears.url, apiKey, model: 'test-listener', maxAttempts: 1 }),
    storage: storage as Storage,
  })

async function checked(hears: string, over: Partial<TurnEvidence> = {}, apiKey?: string) {
  ears.says = hears
  const evidence = voiceTurn({ reply_audio: clip(), ...over })
  const { signal } = new AbortController()
  const how = { maxWer: 0.3, signal }
  const check = await checkReply(
    listener(apiKey),
    evidence,
    reply?.clip ?? { pcm: new Int16Array(), sampleRate: 8_000 },
    how,
  )
  return { ...evidence, reply_audio: clip(check) }
}

test('a reply that says its text is verified, one that says something else differs', async () => {
  const right = await checked('it is sunny in Toronto with twenty degrees')
  expect(right.reply_audio.check).toMatchObject({ wer: 0, max_wer: 0.3 })
  expect(spokenVerified(right)).toBe('yes')
  expect(spokenVerified(await checked('goodbye and thank you for calling us'))).toBe('differs')
  // One word of seven is within the tolerance, but it is the value.
  expect(spokenVerified(await checked('it is sunny in Toronto with thirty degrees'))).toBe(
    'differs',
  )
})

test('what cannot be asked verifies nothing, and what has no words is not asked', async () => {
  const refused = await checked('x', {}, 'wrong-key')
  expect(refused.reply_audio).toMatchObject({
    check: null,
    check_fault: expect.any(String) as string,
  })
  expect(spokenVerified(refused)).toBe('no')
  const wordless = await checked('x', { reply_written: null, reply_spoken: null })
  expect(wordless.reply_audio.check).toBeUndefined()
  const cut = await checked('x', { cut_short: true })
  expect(cut.reply_audio.check).toBeUndefined()
  expect(spokenVerified(voiceTurn({ kind: 'text' }))).toBeNull()
})
