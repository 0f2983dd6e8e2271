// CPU time of each audio condition on 3 s of speech: lines for people on stderr, one JSON object on stdout.
import { spectrogram } from '#lib/engines/speech/audio/spectrogram.ts'
import { applyProfile } from '#lib/engines/speech/conditions/apply-profile.ts'
import { babbleTalkers } from '#lib/engines/speech/conditions/babble-talkers.ts'
import { builtInProfiles } from '#lib/engines/speech/conditions/built-in-profiles.ts'
import { burstLoss } from '#lib/engines/speech/conditions/packet-loss.ts'
import { parseProfile } from '#lib/engines/speech/conditions/profile.ts'
import { createEmbeddedTts } from '#lib/engines/speech/tts/embedded.ts'
import type { Clip } from '#lib/engines/speech/clip.ts'

import { fixedLoop } from '#bench/rig/canary.ts'
import { measureConditionedStimuli } from '#bench/rig/conditioned-stimuli.ts'
import { median, quantile, round } from '#bench/rig/figures.ts'
import { report } from '#bench/rig/report.ts'

const rounds = 40
const gateMs = 50
const aimMs = 20

const engine = createEmbeddedTts({ threads: 1 })
const text = 'what is the weather going to be in Toronto tomorrow evening, and the day after'
const spoken = await engine.synthesize({ text, language: 'en-US', voice: 'default' })
const babble = await babbleTalkers(engine)
await engine.close()

/** Exactly 3 s, so that figures do not move with the voice. */
const clip: Clip = { pcm: new Int16Array(3 * spoken.sampleRate), sampleRate: spoken.sampleRate }
clip.pcm.set(spoken.pcm.subarray(0, clip.pcm.length))
const sounds = { babble, recording: { pcm: spoken.pcm, sampleRate: 44_100 } }

const noise = (kind: string) => ({ noise: { kind, snr_db: 5 } })
const recording = { ...noise('recording').noise, recording: 'noise/1-bench.wav' }
const settings: Record<string, unknown> = {
  'nothing (read, measure, write)': {},
  'white noise': noise('white'),
  'pink noise': noise('pink'),
  'brown noise': noise('brown'),
  'babble of 6': noise('babble'),
  'recorded noise, 44.1 kHz': { noise: recording },
  gain: { gain: { db: 3 } },
  clipping: { gain: { db: 12 }, clipping: { limit_dbfs: -3 } },
  'speed 0.7': { speed: { factor: 0.7 } },
  'speed 1.4': { speed: { factor: 1.4 } },
  'telephone, µ-law': { telephone: { law: 'mulaw' } },
  'low-pass 3 kHz': { low_pass: { hz: 3_000 } },
  'reverb, RT60 0.3 s': { reverb: { rt60_ms: 300 } },
  'reverb, RT60 2 s': { reverb: { rt60_ms: 2_000 } },
  'packet loss 10 %, concealed': { packet_loss: burstLoss(0.1, 2) },
  'packet loss 10 %, gaps': { packet_loss: { ...burstLoss(0.1, 2), concealment: 'gap' } },
  silence: { silence: { lead_ms: 500, trail_ms: 500 } },
}

type Work = { name: string; once: (round: number) => unknown; gated: boolean }
const work: Work[] = [
  ...Object.entries(settings).map(([name, given]) => {
    const profile = parseProfile(given)
    return { name, once: (seed: number) => applyProfile(clip, profile, seed, sounds), gated: true }
  }),
  {
    // Talkers are prepared once and remembered; here every call brings clips that nobody has seen.
    name: 'babble of 6, new talkers',
    once: (seed: number) =>
      applyProfile(clip, parseProfile(noise('babble')), seed, {
        babble: babble.map((talker) => ({ ...talker })),
      }),
    gated: true,
  },
  ...builtInProfiles.map(({ name, settings: profile }) => ({
    name: `profile: ${name}`,
    once: (seed: number) => applyProfile(clip, profile, seed, sounds),
    gated: false,
  })),
  {
    name: 'spectrogram of 600 columns, 96 bands',
    once: () => spectrogram(clip, { columns: 600, bands: 96 }),
    gated: false,
  },
]

/** CPU time, so that other programs do not count. */
function cpuMs(once: () => unknown): number {
  const start = process.cpuUsage()
  once()
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1_000
}

const times = new Map(work.map(({ name }) => [name, [] as number[]]))
// In turn, so that a slow moment does not fall on one of them; the first rounds warm the compiler up.
for (let round = -5; round < rounds; round++)
  for (const { name, once } of work) {
    const ms = cpuMs(() => once(round))
    if (round >= 0) times.get(name)?.push(ms)
  }

console.error(`fixed loop ${round(fixedLoop())} ms (about 22 ms where nobody else works)`)

const results = work.map(({ name, gated }) => {
  const found = times.get(name) ?? []
  const ms = round(median(found))
  return { name, ms, p95_ms: round(quantile(found, 0.95)), gated }
})
for (const { name, ms, p95_ms } of results.filter(({ gated }) => !gated))
  console.error(`       ${name}: ${ms} ms (p95 ${p95_ms})`)
/** A second of audio costs the thread that it is made in so much. */
for (const { name, ms } of results.filter((result) => result.name.startsWith('profile: ')))
  console.error(`       ${name}: ${round(ms / 3)} ms of CPU for a second of audio`)

const settingsOf = (wanted: string) =>
  builtInProfiles.find(({ name }) => name === wanted)?.settings ?? {}
const stimuli = { clip, babble, settings: settingsOf('Café'), stimuli: 60 }
const beside = await measureConditionedStimuli(stimuli)
for (const [name, { own_ms, wall_ms }] of Object.entries(beside))
  console.error(
    `       stimuli in a café, ${name}: ${own_ms} ms of CPU of the thread that holds the calls for a second of audio (${wall_ms} ms in all)`,
  )
report(
  'conditions',
  results
    .filter(({ gated }) => gated)
    .map(({ name, ms, p95_ms }) => ({
      ...{ goal: 23, name: `${name}, a clip of 3 s`, value: ms, unit: 'ms' },
      ...{ better: 'lower', gate: gateMs, aim: aimMs, reference: `CPU time, p95 ${p95_ms} ms` },
    })),
  { cpuMs: fixedLoop() },
  { rounds, all: results, beside },
)
