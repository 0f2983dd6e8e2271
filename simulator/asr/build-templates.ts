import { setImmediate as nextTick } from 'node:timers/promises'

import { resample } from '#lib/engines/speech/audio/resample.ts'
import type { TtsEngine, Voice } from '#lib/engines/speech/types.ts'
import { analyse, bands, earRate } from '#simulator/asr/spectrum.ts'
import { findSpeech } from '#simulator/asr/speech-bounds.ts'
import { createSet, isKept, loadSet, saveSet, setId } from '#simulator/asr/template-file.ts'
import type { TemplateSet } from '#simulator/asr/template-set.ts'

/** Silence around a template: speech bounds are told from what surrounds the speech. */
const paddingSamples = 0.3 * earRate
/** Utterances rendered at a time; more would only wait in the engine. */
const batch = 4

export type TemplateSource = {
  tts: TtsEngine
  /** where finished sets are kept; null keeps nothing */
  folder: string | null
  signal: AbortSignal
}

async function renderPhrase(
  { tts, signal }: TemplateSource,
  text: string,
  language: string,
  voice: string,
): Promise<Float32Array> {
  const spoken = await tts.synthesize({ text, language, voice, signal })
  const { pcm } = resample(spoken, earRate)
  const surrounded = new Int16Array(pcm.length + 2 * paddingSamples)
  surrounded.set(pcm, paddingSamples)
  const { power, frames } = analyse(surrounded)
  const { start, end } = findSpeech({ power, frames }) ?? { start: 0, end: frames }
  return power.slice(start * bands, end * bands)
}

/** Phrases in one voice. */
export type Wanted = { voice: Voice; language: string; phrases: string[] }

const idOf = ({ tts }: TemplateSource, { voice, language, phrases }: Wanted) =>
  setId({ engine: tts.id, version: tts.version, voice: `${voice.id}/${language}`, phrases })

/** Whether the templates are in the folder, so that they need no rendering. */
export const areKept = (source: TemplateSource, wanted: Wanted): boolean =>
  source.folder !== null && isKept(source.folder, idOf(source, wanted))

/** The templates of all phrases in one voice: read from the folder, else rendered and kept there. */
export async function templatesOf(source: TemplateSource, wanted: Wanted): Promise<TemplateSet> {
  const { folder, signal } = source
  const { voice, language, phrases } = wanted
  const id = idOf(source, wanted)
  const known = folder === null ? null : await loadSet(folder, id, phrases.length)
  if (known) return known
  const parts: Float32Array[] = []
  for (let at = 0; at < phrases.length; at += batch) {
    signal.throwIfAborted()
    const texts = phrases.slice(at, at + batch)
    parts.push(
      ...(await Promise.all(texts.map((text) => renderPhrase(source, text, language, voice.id)))),
    )
    await nextTick()
  }
  const set = createSet(id, parts)
  if (folder !== null) await saveSet(folder, set)
  return set
}
