import { setTimeout as sleep } from 'node:timers/promises'

import type { EngineView, VoicesView, VoiceView } from '#lib/engines/speech/schema.ts'
import type { EngineId } from '#lib/engines/speech/tts/engine-definition.ts'
import type { EngineSet } from '#lib/engines/speech/tts/engine-set.ts'
import { engines } from '#lib/engines/speech/tts/registry.ts'
import { resolveVoice } from '#lib/engines/speech/tts/resolve-voice.ts'
import type { Voice } from '#lib/engines/speech/types.ts'
import type { Environment } from '#lib/platform/config/parse.ts'
import { errorMessage } from '#lib/platform/errors.ts'

/** ms that one engine has to list its voices; the page waits for the slowest */
const PATIENCE_MS = 15_000

const vowels =
  'No embedded voice, because vowels that are not written are left out: use another engine, or recordings.'
/** Source: what espeak-ng makes of these languages, in its phonemes. */
const languageNotes = [
  {
    language: 'ja',
    note: 'The embedded voices read kana only. For kanji use another engine, or recordings.',
  },
  { language: 'he', note: vowels },
  { language: 'fa', note: vowels },
]

type Listed = { engine: EngineView; voices: Voice[] }

async function inTime<T>(work: Promise<T>): Promise<T> {
  const giveUp = new AbortController()
  const late = sleep(PATIENCE_MS, undefined, { signal: giveUp.signal, ref: false }).then(() => {
    throw new Error(`it did not list its voices within ${PATIENCE_MS / 1_000} s`)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    late.catch(() => undefined)
    giveUp.abort()
  }
}

/** One engine and its voices; whatever is wrong with it is said, and hurts no other. */
async function listEngine(id: EngineId, set: EngineSet, env: Environment): Promise<Listed> {
  const definition = engines[id]
  const { label, licence, privacy } = definition
  const engine = {
    ...{ id, label, licence, privacy },
    is_default: id === set.defaultId,
    missing: definition.missing(env),
    fault: null,
  }
  if (engine.missing !== null) return { engine, voices: [] }
  try {
    return { engine, voices: await inTime(set.open(id).voices()) }
  } catch (error) {
    return { engine: { ...engine, fault: errorMessage(error) }, voices: [] }
  }
}

/** The languages in which `default` is each voice, by its id. */
function defaultsOf(voices: Voice[]): Map<string, string[]> {
  const defaults = new Map<string, string[]>()
  for (const tag of new Set(voices.flatMap(({ languages }) => languages))) {
    if (tag === '*') continue
    const { id } = resolveVoice(voices, tag, 'default')
    defaults.set(id, [...(defaults.get(id) ?? []), tag])
  }
  return defaults
}

function viewsOf({ engine, voices }: Listed): VoiceView[] {
  const defaults = engine.is_default ? defaultsOf(voices) : new Map<string, string[]>()
  return voices.map(({ id, languages, gender, sampleRate, speakers }) => ({
    engine: engine.id,
    voice: id,
    name: `${engine.id}:${id}`,
    languages,
    gender: gender ?? null,
    sample_rate_hz: sampleRate,
    speakers: speakers ?? [],
    default_for: defaults.get(id) ?? [],
  }))
}

/** Every engine, and every voice of those that are set up. Never throws for an engine that fails. */
export async function listVoices(set: EngineSet, env: Environment): Promise<VoicesView> {
  const ids = Object.keys(engines).filter((id): id is EngineId => Object.hasOwn(engines, id))
  const listed = await Promise.all(ids.map((id) => listEngine(id, set, env)))
  return {
    engines: listed.map(({ engine }) => engine),
    data: listed.flatMap(viewsOf),
    language_notes: languageNotes,
    next_cursor: null,
  }
}
