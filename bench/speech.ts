import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { measureLevels } from '#lib/engines/speech/audio/levels.ts'
import { resample } from '#lib/engines/speech/audio/resample.ts'
import type { Clip } from '#lib/engines/speech/clip.ts'
import { soundSpans } from '#lib/engines/speech/listening/sound-spans.ts'
import { createSpeech } from '#lib/engines/speech/stimulus.ts'
import { createEmbeddedTts } from '#lib/engines/speech/tts/embedded.ts'
import type { TtsEngine } from '#lib/engines/speech/types.ts'
import { createFileStorage } from '#lib/platform/storage/file.ts'

/**
 * What stimuli cost and whether they repeat: `node bench/speech.ts [equal syntheses]`.
 * One line for people each, then one JSON line. Exit code 1 when a promise is broken.
 */

const equalRuns = Number(process.argv[2] ?? 1_000)
const english = { text: 'what is the weather in Toronto tomorrow morning', language: 'en-US' }
const german = { text: 'wie ist das Wetter morgen früh in Toronto', language: 'de-DE' }
const inOrder: [string, string][] = [
  [english.language, english.text],
  [german.language, german.text],
  ['fr-FR', 'quel temps fait-il demain matin à Paris'],
  ['es-ES', 'qué tiempo hace mañana en Madrid'],
  ['it-IT', 'che tempo fa domani a Roma'],
  ['pl-PL', 'jaka będzie jutro pogoda w Łodzi'],
  ['ru-RU', 'какая завтра погода в Москве'],
  ['zh-CN', '明天多伦多天气怎么样'],
]

const hash = ({ pcm }: Clip) => createHash('sha256').update(pcm).digest('hex')
const seconds = ({ pcm, sampleRate }: Clip) => pcm.length / sampleRate
const median = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN

/** Resident memory of this process and its children in MB; children only where /proc has them. */
function residentMb(): number {
  const children = process.platform === 'linux' ? readdirSync('/proc').filter(isChild) : []
  const theirs = children.map((pid) => {
    const pages = readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]
    return Number(pages) * 4_096
  })
  return theirs.reduce((sum, bytes) => sum + bytes, process.memoryUsage().rss) / 1e6
}

function isChild(name: string): boolean {
  if (!/^\d+$/.test(name)) return false
  try {
    const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
    return Number(stat.slice(stat.lastIndexOf(')')).split(' ')[2]) === process.pid
  } catch {
    return false
  }
}

async function timed<T>(work: () => Promise<T> | T): Promise<[T, number]> {
  const start = performance.now()
  const value = await work()
  return [value, performance.now() - start]
}

/** Wall time of new sentences as a share of their duration, one after another. */
async function newSentences(engine: TtsEngine, language: string, words: string[]): Promise<number> {
  const shares: number[] = []
  for (const word of words) {
    const text =
      language === 'en-US' ? `tell me about ${word} please` : `erzähl mir von ${word} bitte`
    const [clip, ms] = await timed(() => engine.synthesize({ text, language, voice: 'default' }))
    shares.push(ms / 1_000 / seconds(clip))
  }
  return median(shares.slice(1))
}

/** Distinct hashes, and resident memory early and late: medians of the second and the last quarter. */
async function equalSyntheses(engine: TtsEngine, request: { text: string; language: string }) {
  const hashes = new Set<string>()
  const memory: number[] = []
  for (let run = 0; run < equalRuns; run++) {
    hashes.add(hash(await engine.synthesize({ ...request, voice: 'default' })))
    if (run % 10 === 0) memory.push(residentMb())
  }
  const quarter = Math.ceil(memory.length / 4)
  return {
    hashes: hashes.size,
    earlyMb: Math.round(median(memory.slice(quarter, 2 * quarter))),
    lateMb: Math.round(median(memory.slice(-quarter))),
  }
}

async function orderOfLanguages(engine: TtsEngine): Promise<boolean> {
  const heard = new Map<string, Set<string>>()
  const orders = [inOrder, inOrder.toReversed(), inOrder.toSorted(([a], [b]) => (a < b ? -1 : 1))]
  for (const [language, text] of orders.flat()) {
    const bytes = hash(await engine.synthesize({ text, language, voice: 'default' }))
    heard.set(language, (heard.get(language) ?? new Set()).add(bytes))
  }
  return [...heard.values()].every((hashes) => hashes.size === 1)
}

/** Median ms to find audio made before: from memory, and from storage by a process that starts anew. */
async function cachedStimuli(engine: TtsEngine) {
  const root = await mkdtemp(path.join(tmpdir(), 'earshot-bench-'))
  const storage = createFileStorage(root)
  const speech = createSpeech({ engine, storage })
  const request = { ...english, voice: 'default' }
  await speech.stimulus(request)
  const fromMemory: number[] = []
  const fromStorage: number[] = []
  for (let run = 0; run < 200; run++) {
    const fresh = createSpeech({ engine, storage })
    fromMemory.push((await timed(() => speech.stimulus(request)))[1])
    fromStorage.push((await timed(() => fresh.stimulus(request)))[1])
  }
  await rm(root, { recursive: true, force: true })
  return { memoryMs: median(fromMemory), storageMs: median(fromStorage) }
}

/** Median ms a second of audio. */
async function signalCosts(clip: Clip) {
  const cost = async (work: () => unknown) => {
    const runs: number[] = []
    for (let run = 0; run < 30; run++) runs.push((await timed(work))[1])
    return median(runs) / seconds(clip)
  }
  return {
    resampleMsPerS: await cost(() => resample(clip, 16_000)),
    levelsMsPerS: await cost(() => measureLevels(clip)),
    onsetMsPerS: await cost(() => soundSpans(clip)),
  }
}

const engine = createEmbeddedTts({ threads: 1 })
const words = ['apples', 'bridges', 'Canada', 'doors', 'engines', 'forests', 'gardens', 'harbours']
const result = {
  englishRealTime: await newSentences(engine, 'en-US', words),
  germanRealTime: await newSentences(engine, 'de-DE', words),
  cached: await cachedStimuli(engine),
  signal: await signalCosts(await engine.synthesize({ ...german, voice: 'default' })),
  languagesKeepTheirBytes: await orderOfLanguages(engine),
  equalRuns,
  english: await equalSyntheses(engine, english),
  german: await equalSyntheses(engine, german),
}
await engine.close()

/** Holding on to the samples would grow by 100 MB in 1,000 runs. */
const flat = ({ earlyMb, lateMb }: { earlyMb: number; lateMb: number }) => lateMb - earlyMb <= 25
const promises: [string, boolean][] = [
  ['new English sentence <= 0.1 x real time', result.englishRealTime <= 0.1],
  ['new German sentence <= 0.1 x real time', result.germanRealTime <= 0.1],
  ['cached stimulus from memory <= 2 ms', result.cached.memoryMs <= 2],
  ['cached stimulus from storage <= 5 ms', result.cached.storageMs <= 5],
  ['order of languages changes no byte', result.languagesKeepTheirBytes],
  [`${equalRuns} equal syntheses, one hash (en)`, result.english.hashes === 1],
  [`${equalRuns} equal syntheses, one hash (de)`, result.german.hashes === 1],
  ['memory stays flat (en)', flat(result.english)],
  ['memory stays flat (de)', flat(result.german)],
]
for (const [promise, kept] of promises) console.log(`${kept ? 'ok    ' : 'BROKEN'} ${promise}`)
console.log(
  `new ${result.englishRealTime.toFixed(3)} (en) ${result.germanRealTime.toFixed(3)} (de) x real time, ` +
    `cached ${result.cached.memoryMs.toFixed(2)} / ${result.cached.storageMs.toFixed(2)} ms, ` +
    `resample ${result.signal.resampleMsPerS.toFixed(1)} levels ${result.signal.levelsMsPerS.toFixed(1)} ` +
    `onset ${result.signal.onsetMsPerS.toFixed(1)} ms per s of audio`,
)
console.log(JSON.stringify({ bench: 'speech', ...result }))
process.exitCode = promises.every(([, kept]) => kept) ? 0 : 1
