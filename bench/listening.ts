// How well speech is told from other sound, and what listening costs: lines for people on stderr, one JSON object on stdout.
// `--share 0.2` speaks a part of the corpus only; `--wrong` lists what was told wrongly.
import { parseArgs } from 'node:util'

import { resample } from '#lib/engines/speech/audio/resample.ts'
import type { Clip } from '#lib/engines/speech/clip.ts'
import { callerEcho } from '#lib/engines/speech/listening/caller-echo.ts'
import { listenTo, type Listened } from '#lib/engines/speech/listening/listen-to.ts'
import { misread } from '#lib/engines/speech/listening/testing/misread-sounds.ts'
import { madeSound, makers } from '#lib/engines/speech/listening/testing/synthetic-sounds.ts'

import { median, round } from '#bench/rig/figures.ts'
import { echoesOf, speechCorpus, voicedCuts } from '#bench/rig/speech-corpus.ts'
import { report, type Figure } from '#bench/rig/report.ts'

const { values } = parseArgs({
  options: { share: { type: 'string', default: '1' }, wrong: { type: 'boolean', default: false } },
})
const corpus = await speechCorpus(Number(values.share))
const { spoken } = corpus
const clean = corpus.clean.map(({ clip }) => clip)

type Told = { kind: string; heard: Listened['heard']; short: boolean; listened: Listened }

async function tell(kind: string, clip: Clip, short = false): Promise<Told> {
  const listened = await listenTo(clip)
  return { kind, heard: listened.heard, short, listened }
}

const speech: Told[] = []
for (const { kind, clip, short } of spoken) speech.push(await tell(kind, clip, short))

const others: Told[] = []
const shapes = [0.4, 1, 2, 3.5, 8].flatMap((seconds) =>
  [
    { sampleRate: 8_000, peakDb: -3 },
    { sampleRate: 16_000, peakDb: -20 },
    { sampleRate: 8_000, peakDb: -40 },
    { sampleRate: 24_000, peakDb: -1 },
  ].map((shape) => ({ ...shape, seconds })),
)
for (const kind of Object.keys(makers))
  for (const [n, shape] of shapes.entries()) {
    const { clip } = madeSound(kind, { seed: others.length + 1, ...shape })
    others.push(await tell(kind, clip, shapes[n]?.seconds === 0.4))
  }
for (const [n, clip] of clean.entries())
  for (const { kind, clip: wrong } of misread(resample(clip, n % 2 === 0 ? 16_000 : 8_000)))
    others.push(await tell(kind, wrong))
for (const level of [0, 1, 2]) {
  const pcm = Int16Array.from(
    { length: 24_000 },
    (_, n) => (((n * 2_654_435_761) >>> 16) % (2 * level + 1)) - level,
  )
  others.push(await tell('silence with dither', { pcm, sampleRate: 8_000 }))
}

const isNone = ({ heard }: Told) => heard !== 'speech' && heard !== 'unsure'
const share = (all: readonly Told[], wanted: (told: Told) => boolean) =>
  all.length === 0 ? 1 : all.filter(wanted).length / all.length
const sentences = speech.filter(({ short }) => !short)
const words = speech.filter(({ short }) => short)
const long = others.filter(({ short }) => !short)

const apart = [
  ...sentences.map(({ heard }) => heard === 'speech'),
  ...words.map((told) => !isNone(told)),
  ...others.map(({ heard }) => heard !== 'speech'),
]
const cuts = voicedCuts(clean)
const cutFound = await Promise.all(cuts.map(async (clip) => (await listenTo(clip)).cutOff))
const echoes = echoesOf(clean)
const echoFound = echoes.map(({ said, reply }) => (callerEcho(said, reply)?.likeness ?? 0) >= 0.75)
// Voices of neighbouring languages say the same sentence the same way: only other sentences are no echo.
const strangers = corpus.clean.flatMap(({ clip, text }, n) => {
  const other = corpus.clean.find((one, at) => at > n && one.text !== text)
  return other ? [callerEcho(clip, other.clip)?.likeness ?? 0] : []
})

/** CPU time, so that other programs do not count. */
async function cpuMs(clip: Clip): Promise<number> {
  const started = process.cpuUsage()
  for (let n = 0; n < 10; n++) await listenTo(clip)
  const { user, system } = process.cpuUsage(started)
  return (user + system) / 10_000
}
const long3s = { pcm: new Int16Array(48_000), sampleRate: 16_000 }
const joinedSpeech = Int16Array.from(
  clean.slice(0, 4).flatMap((clip) => [...resample(clip, 16_000).pcm]),
)
long3s.pcm.set(joinedSpeech.subarray(0, 48_000))
const costs: number[] = []
for (let n = 0; n < 15; n++) costs.push(await cpuMs(long3s))

const percent = (value: number) => round(value * 100)
const of = (flags: readonly boolean[]) =>
  percent(flags.filter(Boolean).length / Math.max(1, flags.length))
const figures = (
  [
    {
      name: 'told apart: sentences are speech, words may be, other sounds are not, %',
      value: of(apart),
      gate: 99,
      aim: 99.9,
      better: 'higher',
    },
    {
      name: 'speech taken for something else, sentences and words, %',
      value: percent(share(speech, isNone)),
      gate: 0,
      aim: 0,
      better: 'lower',
    },
    {
      name: 'other sounds taken for speech, %',
      value: percent(share(others, ({ heard }) => heard === 'speech')),
      gate: 1,
      aim: 0.1,
      better: 'lower',
    },
    {
      name: 'other sounds of at least 1 s that are sure to be none, %',
      value: percent(share(long, isNone)),
      gate: 85,
      aim: 95,
      better: 'higher',
    },
    {
      name: 'sentences that are not sure to be speech, %',
      value: percent(share(sentences, ({ heard }) => heard !== 'speech')),
      gate: 1,
      aim: 0.1,
      better: 'lower',
    },
    {
      name: 'words of 0.2 to 0.5 s that are sure to be speech, %',
      value: percent(share(words, ({ heard }) => heard === 'speech')),
      gate: 60,
      aim: 80,
      better: 'higher',
    },
    {
      name: 'cuts in a voiced sound that are noticed, %',
      value: of(cutFound),
      gate: 80,
      aim: 90,
      better: 'higher',
    },
    {
      name: 'whole speech that is taken for cut off, %',
      value: percent(share(speech, ({ listened }) => listened.cutOff)),
      gate: 1,
      aim: 0.1,
      better: 'lower',
    },
    {
      name: 'echoes found: other rate, level, delay, coded, in noise, %',
      value: of(echoFound),
      gate: 97,
      aim: 99,
      better: 'higher',
    },
    {
      name: 'other replies taken for an echo, %',
      value: of(strangers.map((likeness) => likeness >= 0.6)),
      gate: 0,
      aim: 0,
      better: 'lower',
    },
    {
      name: 'CPU time of listening to 3 s, ms',
      value: round(median(costs)),
      gate: 8,
      aim: 5,
      better: 'lower',
    },
  ] as const
).map(({ name, ...one }): Figure => {
  const [what = name, unit = '%'] = name.split(/, (?=%$|ms$)/)
  return {
    ...one,
    name: what,
    unit,
    reference: `${speech.length} clips of speech, ${others.length} others`,
  }
})

console.error(`${sentences.length} sentences, ${words.length} words, ${others.length} other sounds`)
const byKind = Map.groupBy(others, ({ kind }) => kind)
for (const [kind, all] of byKind) {
  const counts = Object.entries(Object.groupBy(all, ({ heard }) => heard)).map(
    ([heard, some]) => `${heard} ${some?.length ?? 0}`,
  )
  console.error(`  ${kind}: ${counts.join(', ')}`)
}
if (values.wrong)
  for (const { kind, heard, short, listened } of [
    ...speech.filter(
      (told) => isNone(told) || (!told.short && told.heard !== 'speech') || told.listened.cutOff,
    ),
    ...others.filter((told) => told.heard === 'speech' || (!told.short && told.heard === 'unsure')),
  ])
    console.error(
      `${heard}${short ? ' (short)' : ''}: ${kind}`,
      listened.cutOff,
      JSON.stringify(listened.figures),
    )
report('listening', figures)
