import { join } from 'node:path'
import { parseArgs } from 'node:util'

import { resample } from '#lib/engines/speech/audio/resample.ts'
import { createEmbeddedTts } from '#lib/engines/speech/tts/embedded.ts'
import type { TtsEngine } from '#lib/engines/speech/types.ts'
import { settings } from '#lib/platform/config/settings.ts'
import { recognise, type Profile } from '#simulator/asr/recognise.ts'
import { analyse, earRate } from '#simulator/asr/spectrum.ts'
import type { TemplateSet } from '#simulator/asr/template-set.ts'
import { createVocabularies } from '#simulator/asr/vocabulary.ts'
import { languages, regions, type Language } from '#simulator/domains/domain.ts'

/**
 * Measures the ears of the simulator: how many phrases of its own voices they get right in rising noise,
 * how much speech outside the grammar they let through, and what an utterance costs.
 * Prints lines for people to stderr and one JSON object to stdout.
 */

/** SNR in dB; `tight` is clean speech without a moment of silence around it. */
const conditions = ['tight', Infinity, 20, 15, 10, 5, 0, -5] as const
type Condition = (typeof conditions)[number]
/** Sentences that nobody taught the ears; the last three of each differ from a known one by a word. */
const unknown: Record<Language, string[]> = {
  en: [
    'please order a large pizza with extra cheese',
    'the quick brown fox jumps over the lazy dog',
    'how do I get a refund for my ticket',
    'book a table for four people at eight',
    'remind me to water the plants tonight',
    'how tall is the Eiffel Tower',
    'read me the latest headlines',
    'switch off the lights in the kitchen',
    'set an alarm for eleven in the morning',
    'what is the capital of Australia',
    'navigate to the nearest beach',
    'cancel my dentist appointment',
  ],
  de: [
    'bestelle bitte eine große Pizza mit Käse',
    'wie hoch ist der Eiffelturm',
    'lies mir die Nachrichten von gestern vor',
    'mach das Licht in der Küche aus',
    'reserviere einen Tisch für vier Personen',
    'erinnere mich an den Zahnarzt',
    'wie ist die Hauptstadt von Australien',
    'stelle einen Wecker auf elf Uhr',
    'spiele das Hörbuch weiter',
  ],
  es: [
    'pide una pizza grande con queso',
    'cuánto mide la torre Eiffel',
    'lee las noticias de ayer',
    'apaga la luz de la cocina',
    'reserva una mesa para cuatro personas',
    'recuérdame ir al dentista',
    'cuál es la capital de Australia',
    'pon una alarma a las once',
    'busca un restaurante italiano',
  ],
  fr: [
    'commande une grande pizza au fromage',
    'quelle est la hauteur de la tour Eiffel',
    "lis-moi les nouvelles d'hier",
    'éteins la lumière dans la cuisine',
    'réserve une table pour quatre personnes',
    'rappelle-moi le dentiste demain',
    "quelle est la capitale de l'Australie",
    'mets une alarme à onze heures',
    'cherche un restaurant italien',
  ],
}

/** Repeatable noise: a bench that changes from run to run measures nothing. */
function createNoise(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2_147_483_648 - 1
  }
}

/** The speech with half a second around it, in white noise `snr` dB below its mean power. */
function inNoise(pcm: Int16Array, snr: Condition, noise: () => number): Int16Array {
  if (snr === 'tight') return pcm
  const pad = earRate / 2
  const mean = pcm.reduce((sum, sample) => sum + sample * sample, 0) / Math.max(1, pcm.length)
  const amplitude = snr === Infinity ? 0 : Math.sqrt((3 * mean) / 10 ** (snr / 10))
  return Int16Array.from({ length: pcm.length + 2 * pad }, (_, n) =>
    Math.max(-32_768, Math.min(32_767, (pcm[n - pad] ?? 0) + amplitude * noise())),
  )
}

type Row = {
  language: Language
  profile: Profile
  condition: string
  phrases: number
  /** share of phrases accepted and right */
  right: number
  /** share of phrases accepted as another */
  wrong: number
  /** share of unknown sentences accepted */
  falselyAccepted: number
  cpuMs: number
}

type Corpus = { known: { clip: Int16Array; phrase: number }[]; unknown: Int16Array[] }

async function record(
  tts: TtsEngine,
  language: Language,
  phrases: string[],
  every: number,
): Promise<Corpus> {
  const say = async (text: string, voice = 'default') => {
    const clip = await tts.synthesize({ text, language: regions[language], voice })
    return resample(clip, earRate).pcm
  }
  const known = phrases.flatMap((text, phrase) =>
    phrase % every === 0 ? [say(text).then((clip) => ({ phrase, clip }))] : [],
  )
  return {
    known: await Promise.all(known),
    unknown: await Promise.all(unknown[language].map((text) => say(text))),
  }
}

function measure(
  corpus: Corpus,
  sets: TemplateSet[],
  language: Language,
  profile: Profile,
  snr: Condition,
): Row {
  const noise = createNoise(7)
  let right = 0
  let wrong = 0
  const started = process.cpuUsage()
  for (const { clip, phrase } of corpus.known) {
    const found = recognise(analyse(inNoise(clip, snr, noise)), sets, profile).phrase
    if (found === phrase) right++
    else if (found !== null) wrong++
  }
  const { user, system } = process.cpuUsage(started)
  const accepted = corpus.unknown.filter(
    (clip) => recognise(analyse(inNoise(clip, snr, noise)), sets, profile).phrase !== null,
  ).length
  const count = corpus.known.length
  const share = (part: number, whole: number) => Math.round((1_000 * part) / whole) / 1_000
  return {
    language,
    profile,
    condition: snr === Infinity ? 'clean' : snr === 'tight' ? snr : `white ${snr} dB`,
    phrases: count,
    right: share(right, count),
    wrong: share(wrong, count),
    falselyAccepted: share(accepted, corpus.unknown.length),
    cpuMs: Math.round((user + system) / 100 / count) / 10,
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      language: { type: 'string', multiple: true },
      voices: { type: 'string' },
      every: { type: 'string', default: '1' },
    },
  })
  const tts = createEmbeddedTts({ threads: 2 })
  const vocabularies = createVocabularies({
    tts,
    folder: join(settings().EARSHOT_DATA_DIR, 'simulator'),
    ...(values.voices !== undefined && { voices: Number(values.voices) }),
  })
  const wanted = languages.filter((name) => values.language?.includes(name) ?? true)
  const rows: Row[] = []
  for (const language of wanted) {
    const vocabulary = vocabularies.of(language)
    const sets = await vocabulary.learnAll()
    const corpus = await record(tts, language, vocabulary.phrases, Number(values.every))
    for (const profile of ['robust', 'fragile'] as const)
      for (const snr of conditions) {
        const row = measure(corpus, sets, language, profile, snr)
        rows.push(row)
        console.error(
          `${language} ${profile.padEnd(7)} ${row.condition.padStart(11)}: ${(100 * row.right).toFixed(1)} % right, ` +
            `${(100 * row.wrong).toFixed(1)} % wrong, ${(100 * row.falselyAccepted).toFixed(1)} % of unknown speech accepted, ` +
            `${row.cpuMs} ms CPU (${sets.length} voices)`,
        )
      }
  }
  console.log(JSON.stringify({ benchmark: 'recogniser', rows }))
  vocabularies.close()
  await tts.close()
}

await main()
