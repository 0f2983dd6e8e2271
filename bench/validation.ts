// Executions validated per second of CPU time: lines for people on stderr, one JSON object on stdout.
import { createHash } from 'node:crypto'

import { measureLevels } from '#lib/engines/speech/audio/levels.ts'
import { decodeWav, encodeWav } from '#lib/engines/speech/audio/wav.ts'
import { longTextLanguages, longTexts } from '#lib/engines/validation/testing/long-texts.ts'
import { maxText, tokenise } from '#lib/engines/validation/text/tokens/tokenise.ts'
import { measure } from '#lib/engines/validation/text/wer.ts'
import type { ValidationPolicy } from '#lib/engines/validation/policy.ts'
import type { ResolvedExpectation } from '#lib/engines/validation/expected.ts'
import type { AudioEvidence, TurnEvidence } from '#lib/engines/validation/evidence.ts'
import { validateExecution } from '#lib/engines/validation/validate.ts'
import { fixedLoop } from '#bench/rig/canary.ts'
import { report } from '#bench/rig/report.ts'

const rounds = 5
const roundMs = 400

const policy: ValidationPolicy = {
  version: 1,
  similarityThreshold: 0.85,
  autoPassConfidence: 0.9,
  autoFailConfidence: 0.9,
  auditShare: 0.05,
  humanReview: true,
}
const expectation: ResolvedExpectation = {
  intent: 'WeatherQuery',
  entities: { city: 'Toronto' },
  response: {
    similar_to: 'It is sunny in Toronto',
    contains: ['Toronto'],
    not_contains: ['error'],
    matches: '\\d+ degrees',
  },
  response_time: { max_ms: 1_500 },
}
const voiceExpectation: ResolvedExpectation = {
  ...expectation,
  transcript: { max_wer: 0.2 },
  audio: { required: true },
}

const clip: AudioEvidence = {
  key: 'clip.wav',
  sha256: '0'.repeat(64),
  duration_ms: 3_000,
  peak_db: -3,
  rms_db: -20,
  silent_share: 0.1,
  speech_start_ms: 100,
  speech_end_ms: 2_800,
}
const timings = {
  connect_ms: 1,
  first_byte_out_ms: 1,
  last_byte_out_ms: 2,
  first_partial_ms: null,
  transcript_ms: null,
  first_byte_ms: 30,
  first_audio_ms: null,
  done_ms: 31,
  response_ms: 300,
  speech_end_ms: null,
}

/** Every reply and transcript is new, as in a run: only what is expected comes from the caches. */
function textTurn(index: number): TurnEvidence {
  return {
    index: 0,
    kind: 'text',
    language: 'en-US',
    said: 'what is the weather in toronto',
    stimulus: null,
    fully_sent: true,
    heard: null,
    heard_confidence: null,
    reply_written: `It is sunny in Toronto with 20 degrees, station ${index} reports`,
    reply_spoken: null,
    intent: 'WeatherQuery',
    intent_data: { CommandKind: 'WeatherQuery' },
    entities: { City: 'Toronto' },
    reply_audio: null,
    timings,
    attempts: 1,
    fault: null,
  }
}

const voiceTurn = (index: number, replyAudio: AudioEvidence = clip): TurnEvidence => ({
  ...textTurn(index),
  kind: 'voice',
  stimulus: clip,
  heard: `what is the weather in toronto ${index}`,
  heard_confidence: 0.9,
  reply_audio: replyAudio,
})

/** Two seconds of a 200 Hz tone swelling five times a second, with half a second of silence on both sides. */
function toneWav(): Buffer {
  const sampleRate = 16_000
  const pcm = new Int16Array(3 * sampleRate)
  for (let index = sampleRate / 2; index < 2.5 * sampleRate; index++) {
    const time = index / sampleRate
    const swell = 0.5 - 0.5 * Math.cos(2 * Math.PI * 5 * time)
    pcm[index] = Math.round(12_000 * swell * Math.sin(2 * Math.PI * 200 * time))
  }
  return encodeWav({ pcm, sampleRate })
}

const wav = toneWav()

/** All that a voice reply costs: parse the WAV, hash it, measure its levels, judge the turn. */
function withAudio(index: number): TurnEvidence {
  const levels = measureLevels(decodeWav(wav))
  return voiceTurn(index, {
    key: 'reply.wav',
    sha256: createHash('sha256').update(wav).digest('hex'),
    duration_ms: levels.durationMs,
    peak_db: levels.peakDb,
    rms_db: levels.rmsDb,
    silent_share: levels.silentShare,
    speech_start_ms: levels.speechStartMs,
    speech_end_ms: levels.speechEndMs,
  })
}

const validate = (evidence: TurnEvidence, expected: ResolvedExpectation, index: number) =>
  validateExecution({
    executionId: `execution-${index}`,
    turns: [{ evidence, expectation: expected }],
    policy,
  })

const randomWords = (count: number, step: number) =>
  Array.from({ length: count }, (_, index) => `w${(index * step) % 97}`)

let serial = 0
const scenarios: { name: string; gate?: number; aim?: number; once: () => void }[] = [
  {
    name: 'text only, one turn',
    gate: 500,
    aim: 15_000,
    once: () => void validate(textTurn(++serial), expectation, serial),
  },
  {
    name: 'voice, levels known',
    gate: 500,
    aim: 10_000,
    once: () => void validate(voiceTurn(++serial), voiceExpectation, serial),
  },
  {
    name: 'voice, 3 s of reply audio measured',
    gate: 500,
    aim: 1_500,
    once: () => void validate(withAudio(++serial), voiceExpectation, serial),
  },
  {
    name: 'WER of 500 words, no common ends',
    once: () => void measure(randomWords(500, 3), randomWords(500, 5)),
  },
  {
    name: 'WER of 2,000 words, the cap',
    once: () => void measure(randomWords(2_000, 3), randomWords(2_000, 5)),
  },
]

function perSecond(once: () => void): number {
  const started = process.cpuUsage()
  const until = performance.now() + roundMs
  let count = 0
  do {
    once()
    count++
  } while (performance.now() < until)
  const { user, system } = process.cpuUsage(started)
  return (count * 1e6) / (user + system)
}

/** Median of the rounds after one warm-up, in executions per second of CPU time: other jobs do not count. */
function median(once: () => void): number {
  perSecond(once)
  const found = Array.from({ length: rounds }, () => perSecond(once)).sort((a, b) => a - b)
  return found[Math.floor(rounds / 2)] ?? 0
}

/** Milliseconds of CPU time in which the worst hostile text of the greatest length should be cut into tokens. */
const hostileAim = 150

function cpuMs(once: () => void): number {
  const started = process.cpuUsage()
  once()
  const { user, system } = process.cpuUsage(started)
  return (user + system) / 1_000
}

/** The slowest hostile text of each language: each twice, never the same text, the quicker time counts. */
function worstTexts() {
  return longTextLanguages.map((language) => {
    const times = longTexts(language, maxText - 2).map(({ name, text }) => {
      const [one = 0, other = 0] = ['q', 'r'].map((end) =>
        cpuMs(() => void tokenise(`${text} ${end}`, language)),
      )
      return { text: name, ms: Math.min(one, other) }
    })
    const worst = times.reduce((a, b) => (b.ms > a.ms ? b : a))
    return { language, texts: times.length, worst: worst.text, worst_ms: Math.round(worst.ms) }
  })
}

const results = scenarios.map(({ name, gate, aim, once }) => {
  const rate = median(once)
  return {
    name,
    per_second: Math.round(rate),
    microseconds: Math.round(1e7 / rate) / 10,
    gate: gate ?? null,
    aim: aim ?? null,
  }
})

for (const { name, per_second, microseconds } of results)
  console.error(`${name}: ${per_second.toLocaleString('en-US')} /s and core (${microseconds} µs)`)
const hostile = worstTexts()
for (const { language, texts, worst, worst_ms } of hostile)
  console.error(
    `slowest of ${texts} hostile texts, ${language}: ${worst_ms} ms (${worst}), aim ${hostileAim}`,
  )
report(
  'validation',
  results.flatMap(({ name, per_second: value, microseconds, gate, aim }) =>
    gate === null || aim === null
      ? []
      : [
          {
            ...{ goal: 21, name: `judged: ${name}`, value, unit: '/s', better: 'higher' as const },
            ...{ gate, aim, reference: `${microseconds} µs of CPU` },
          },
        ],
  ),
  { cpuMs: fixedLoop() },
  { scenarios: results, hostile },
)
