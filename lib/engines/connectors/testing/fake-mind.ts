import { resample } from '#lib/engines/speech/audio/resample.ts'
import type { Clip } from '#lib/engines/speech/clip.ts'
import { createEmbeddedTts } from '#lib/engines/speech/tts/embedded.ts'
import { createRecogniser } from '#simulator/asr/recogniser.ts'
import { smallVocabulary } from '#simulator/testing/speech.ts'
import { respond } from '#simulator/understanding/respond.ts'

export type FakeAnswer = {
  text: string
  intent: string
  entities: Record<string, string | number>
  /** to hand in with the next turn; null at the end of a conversation */
  memory: ReturnType<typeof respond>['state']
}

/** What the peers of all protocols understand and say: the demo voice AI's understanding and ears. */
export type FakeMind = {
  answer(text: string, memory: unknown): FakeAnswer
  /** The answer to the last of `said`, the others remembered. */
  follow(said: readonly string[]): FakeAnswer
  hear(clip: Clip): Promise<string>
  speak(text: string, sampleRate: number): Promise<Clip>
  close(): Promise<void>
}

export async function createFakeMind(): Promise<FakeMind> {
  const tts = createEmbeddedTts({ threads: 1 })
  const ears = createRecogniser({ tts, folder: null, ...smallVocabulary })
  await ears.warm('en', 'default')
  await ears.warm('en', 'all')

  const answer = (text: string, memory: unknown): FakeAnswer => {
    const { short, kind, entities, state } = respond({
      ...{ text, language: 'en', weakSpots: false },
      state: memory,
    })
    return { text: short, intent: kind, entities, memory: state }
  }
  return {
    answer,
    follow: (said) =>
      said.reduce<FakeAnswer>((before, text) => answer(text, before.memory), answer('', null)),
    hear: async (clip) => (await ears.listen(resample(clip, 16_000), 'en', 'robust')).transcript,
    speak: async (text, sampleRate) =>
      resample(await tts.synthesize({ text, language: 'en-US', voice: 'default' }), sampleRate),
    async close() {
      await ears.close()
      await tts.close()
    },
  }
}
