import { decodeG711, encodeG711 } from '#lib/engines/speech/audio/g711.ts'
import { measureLevels } from '#lib/engines/speech/audio/levels.ts'
import { resample } from '#lib/engines/speech/audio/resample.ts'
import { sampleSentence } from '#lib/engines/speech/catalogue/sample-sentences.ts'
import type { Clip } from '#lib/engines/speech/clip.ts'
import { colouredNoise } from '#lib/engines/speech/conditions/noise-colours.ts'
import { createEmbeddedTts } from '#lib/engines/speech/tts/embedded.ts'
import { createRandom } from '#lib/platform/statistics/random.ts'

export type Spoken = { kind: string; clip: Clip; short: boolean }

/** Sentences of the languages in which verdicts are measured, besides the sample sentence of each. */
const sentences: Record<string, string[]> = {
  en: [
    'It is sunny in Toronto with twenty degrees.',
    'Your timer is set for ten minutes. Anything else?',
    'Sorry, I did not catch that.',
    'I have booked a table for four people at eight o’clock tomorrow evening, under the name of Miller.',
    'Okay, playing the first song.',
  ],
  de: ['Dein Wecker klingelt morgen um sieben Uhr.', 'Das habe ich leider nicht verstanden.'],
  fr: ['Il fait beau à Paris, avec vingt degrés.', "Je n'ai pas compris, répétez s'il vous plaît."],
  es: ['Mañana lloverá en Madrid por la tarde.', 'De acuerdo, la alarma está puesta.'],
  it: ['Domani sarà una bella giornata di sole.', 'Va bene, ho prenotato il tavolo.'],
  pt: ['Amanhã vai chover um pouco em Lisboa.', 'Desculpe, não entendi a pergunta.'],
  nl: ['Morgen wordt het een zonnige dag.', 'De wekker staat op zeven uur.'],
  pl: ['Jutro będzie padał deszcz.', 'Budzik ustawiony na siódmą.'],
  ru: ['Завтра будет солнечно и тепло.', 'Я вас не понял, повторите.'],
  tr: ['Yarın hava güneşli olacak.', 'Anlamadım, tekrar eder misiniz?'],
  ja: ['あしたは いい てんき です。', 'はい、わかりました。'],
  zh: ['明天是晴天，气温二十度。', '对不起，我没有听懂。'],
}
/** Replies of a word: some 200 to 500 ms. */
const words: Record<string, string[]> = {
  en: ['yes', 'no', 'ok', 'one', 'stop', 'six', 'hello', 'done', 'sure', 'what', 'ten past two'],
  de: ['ja', 'nein', 'gut'],
  fr: ['oui', 'non'],
  es: ['sí', 'no'],
  it: ['sì', 'ciao'],
  ja: ['はい'],
  zh: ['是', '好'],
  ru: ['да', 'нет'],
}

function atPeak({ pcm, sampleRate }: Clip, db: number): Clip {
  const peak = pcm.reduce((max, sample) => Math.max(max, Math.abs(sample)), 1)
  const gain = (32_767 * 10 ** (db / 20)) / peak
  return { pcm: pcm.map((sample) => Math.round(sample * gain)), sampleRate }
}

function inNoise(clip: Clip, snrDb: number, colour: 'white' | 'pink', seed: number): Clip {
  const { pcm, sampleRate } = clip
  const levels = measureLevels(clip)
  const noise = colouredNoise(colour, {
    length: pcm.length,
    sampleRate,
    random: createRandom(seed, 'noise'),
  })
  const power = noise.reduce((sum, value) => sum + value * value, 0) / noise.length
  const wanted = 10 ** ((levels.rmsDb - snrDb) / 20) / Math.sqrt(power)
  return {
    pcm: pcm.map((sample, n) =>
      Math.max(-32_768, Math.min(32_767, Math.round(sample + 32_768 * wanted * (noise[n] ?? 0)))),
    ),
    sampleRate,
  }
}

const coded = ({ pcm, sampleRate }: Clip): Clip => ({
  pcm: decodeG711(encodeG711(pcm, 'mulaw'), 'mulaw'),
  sampleRate,
})

/** One clip as it reaches us: at several levels and rates, coded, in noise. */
function heard(name: string, clip: Clip, short: boolean, seed: number): Spoken[] {
  const [wide, narrow] = [resample(clip, 16_000), resample(clip, 8_000)]
  const made = (how: string, heardClip: Clip) => ({
    kind: `${name}, ${how}`,
    clip: heardClip,
    short,
  })
  return [
    made('-3 dBFS', atPeak(clip, -3)),
    made('16 kHz, -20 dBFS', atPeak(wide, -20)),
    made('8 kHz, -3 dBFS', atPeak(narrow, -3)),
    made('8 kHz, µ-law, -12 dBFS', coded(atPeak(narrow, -12))),
    made('16 kHz, -40 dBFS', atPeak(wide, -40)),
    made('8 kHz, µ-law, -40 dBFS', coded(atPeak(narrow, -40))),
    made('white 15 dB', inNoise(atPeak(wide, -6), 15, 'white', seed)),
    made('pink 10 dB', inNoise(atPeak(wide, -6), 10, 'pink', seed)),
    made('8 kHz, white 10 dB', inNoise(atPeak(narrow, -6), 10, 'white', seed)),
  ]
}

/** Speech of every embedded voice; `share` of it, spread evenly. */
export async function speechCorpus(
  share: number,
): Promise<{ spoken: Spoken[]; clean: { text: string; clip: Clip }[] }> {
  const tts = createEmbeddedTts({ threads: 2 })
  const wanted = (await tts.voices()).flatMap(({ id, languages }) => {
    const language = languages[0] ?? 'en-US'
    const base = language.split('-')[0] ?? ''
    const long = [sampleSentence(language), ...(sentences[base] ?? [])]
    return [
      ...long.map((text) => ({ id, language, text, short: false })),
      ...(words[base] ?? []).map((text) => ({ id, language, text, short: true })),
    ]
  })
  const chosen = wanted.filter((_, n) => Math.floor(n * share) !== Math.floor((n + 1) * share))
  const clips = await Promise.all(
    chosen.map(async (one) => ({
      ...one,
      clip: await tts.synthesize({ text: one.text, language: one.language, voice: one.id }),
    })),
  )
  await tts.close()
  return {
    spoken: clips.flatMap(({ id, text, clip, short }, seed) =>
      heard(`${id} "${text}"`, clip, short, seed),
    ),
    clean: clips.filter(({ short }) => !short).map(({ text, clip }) => ({ text, clip })),
  }
}

/** Speech cut where a voice is loud: one cut a clip, at 16 kHz. */
export function voicedCuts(clips: readonly Clip[]): Clip[] {
  return clips.flatMap((clip) => {
    const { pcm, sampleRate } = resample(clip, 16_000)
    const frame = sampleRate / 50
    const power = (at: number) =>
      pcm.subarray(at, at + frame).reduce((sum, sample) => sum + sample * sample, 0) / frame
    const starts = Array.from({ length: Math.floor(pcm.length / frame) - 2 }, (_, n) => n * frame)
    const loudest = Math.max(...starts.map(power))
    // In the middle of a stretch of 80 ms that is all but the loudest.
    const at = starts.findLast((start) =>
      [-3, -2, -1, 0].every(
        (n) => start + n * frame >= 0 && power(start + n * frame) > loudest / 6,
      ),
    )
    return at === undefined || at < sampleRate / 2
      ? []
      : [{ pcm: pcm.slice(0, at + frame / 2), sampleRate }]
  })
}

/** Each clip as the caller's recording and as it comes back: later, softer, at another rate, coded, in noise, from a telephone. */
export function echoesOf(clips: readonly Clip[]): { said: Clip; reply: Clip }[] {
  const later = ({ pcm, sampleRate }: Clip, ms: number): Clip => {
    const late = new Int16Array(pcm.length + Math.round((ms * sampleRate) / 1_000) + sampleRate / 5)
    late.set(pcm, Math.round((ms * sampleRate) / 1_000))
    return { pcm: late, sampleRate }
  }
  return clips.map((clip, n) => {
    const said = atPeak(resample(clip, 16_000), -3)
    const narrow = resample(said, 8_000)
    const ways: (() => Clip)[] = [
      () => said,
      () => later(atPeak(said, -20), 700),
      () => later(coded(narrow), 1_900),
      () => inNoise(later(narrow, 250), 15, 'pink', n),
      () => resample(said, 24_000),
      () => ({
        pcm: said.pcm.subarray(Math.round(said.pcm.length * 0.06)),
        sampleRate: said.sampleRate,
      }),
    ]
    return { said, reply: (ways[n % ways.length] ?? (() => said))() }
  })
}
