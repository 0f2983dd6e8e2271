import { z } from 'zod'

import type { Condition } from '#lib/engines/speech/conditions/condition.ts'
import type { Random } from '#lib/platform/statistics/random.ts'

const PACKET_MS = 20
/** The last period is repeated for this long, then falls to silence at `SILENT_MS` (ITU-T G.711 appendix I). */
const FULL_MS = 10
const SILENT_MS = 60
/** Periods are looked for down from this pitch to that of a whole packet, 50 Hz. */
const MAX_PITCH_HZ = 400
/** The first packet that arrives again is faded into. */
const FADE_MS = 4

const packetSize = (sampleRate: number) => Math.round((sampleRate * PACKET_MS) / 1_000)

const probability = z.number().min(0).max(1)
/** The form shows a share in percent. */
const asPercent = { shown_as: 'percent' }
const PacketLossConfig = z.strictObject({
  good_to_bad: probability.meta({
    ...asPercent,
    title: 'Good to bad',
    description: 'Chance, at each packet of 20 ms, that a good connection turns bad',
  }),
  bad_to_good: z
    .number()
    .min(0.01)
    .max(1)
    .meta({ ...asPercent, title: 'Bad to good' }),
  loss_in_good: probability.default(0).meta({ ...asPercent, title: 'Loss while good' }),
  loss_in_bad: probability.default(1).meta({ ...asPercent, title: 'Loss while bad' }),
  concealment: z.enum(['repeat', 'gap']).default('repeat').meta({
    title: 'Concealment',
    description: 'With repeat, the last sound goes on and fades out',
  }),
})

export type PacketLossConfig = z.infer<typeof PacketLossConfig>

/** Settings that lose `rate` (0 to 0.9) of all packets in bursts of `burst` packets (at least 1) on average. */
export function burstLoss(rate: number, burst: number): z.input<typeof PacketLossConfig> {
  return { good_to_bad: Math.min(1, rate / (1 - rate) / burst), bad_to_good: 1 / burst }
}

/** Which packets are lost, by the chain of Gilbert (1960) and Elliott (1963), begun in its steady state. */
export function losePackets(config: PacketLossConfig, packets: number, random: Random): boolean[] {
  const { good_to_bad, bad_to_good, loss_in_good, loss_in_bad } = config
  let bad = random.uniform() < good_to_bad / (good_to_bad + bad_to_good)
  return Array.from({ length: packets }, () => {
    const lost = random.uniform() < (bad ? loss_in_bad : loss_in_good)
    const turns = random.uniform() < (bad ? bad_to_good : good_to_bad)
    bad = turns ? !bad : bad
    return lost
  })
}

/** Distance at which the last packet before `end` resembles what came before it most: a period of the voice. */
function findPeriod(samples: Float64Array, end: number, sampleRate: number): number {
  const size = packetSize(sampleRate)
  const step = Math.max(1, Math.floor(sampleRate / 8_000))
  let [period, most] = [size, -Infinity]
  for (let lag = Math.round(sampleRate / MAX_PITCH_HZ); lag <= size && lag <= end - size; lag++) {
    let product = 0
    let energy = 1e-12
    for (let n = end - size; n < end; n += step) {
      const earlier = samples[n - lag] ?? 0
      product += (samples[n] ?? 0) * earlier
      energy += earlier * earlier
    }
    const likeness = product / Math.sqrt(energy)
    if (likeness > most) [period, most] = [lag, likeness]
  }
  return period
}

/** What is made up after `end`: the last period of what was heard before, ever softer. */
function continuation(heard: Float64Array, end: number, sampleRate: number) {
  const period = findPeriod(heard, end, sampleRate)
  return (n: number) => {
    const ms = ((n - end) / sampleRate) * 1_000
    const level = Math.min(1, (SILENT_MS - ms) / (SILENT_MS - FULL_MS))
    return level <= 0 ? 0 : level * (heard[end - period + ((n - end) % period)] ?? 0)
  }
}

function conceal(samples: Float64Array, lost: boolean[], sampleRate: number): Float64Array {
  const output = samples.slice()
  const size = packetSize(sampleRate)
  const fade = Math.round((sampleRate * FADE_MS) / 1_000)
  for (let packet = 0; packet < lost.length; packet++) {
    if (!lost[packet]) continue
    const guess = continuation(output, packet * size, sampleRate)
    const start = packet * size
    while (lost[packet + 1]) packet++
    const back = (packet + 1) * size
    for (let n = start; n < Math.min(samples.length, back + fade); n++) {
      const share = Math.max(0, (n - back) / fade)
      output[n] = share * (samples[n] ?? 0) + (1 - share) * guess(n)
    }
  }
  return output
}

function leaveGaps(samples: Float64Array, lost: boolean[], sampleRate: number): Float64Array {
  const size = packetSize(sampleRate)
  return samples.map((sample, n) => (lost[Math.floor(n / size)] ? 0 : sample))
}

const share = (lost: boolean[]) =>
  lost.length === 0 ? 0 : lost.filter((gone) => gone).length / lost.length

function longestRun(lost: boolean[]): number {
  let [longest, run] = [0, 0]
  for (const gone of lost) {
    run = gone ? run + 1 : 0
    longest = Math.max(longest, run)
  }
  return longest
}

/** Packets of 20 ms that never arrive. */
export const packetLoss: Condition<PacketLossConfig, 'packet_loss'> = {
  kind: 'packet_loss',
  label: 'Packet loss',
  config: PacketLossConfig,
  apply(sound, config, { random }) {
    const { samples, sampleRate } = sound
    const size = packetSize(sampleRate)
    const lost = losePackets(config, Math.ceil(samples.length / size), random)
    const hear = config.concealment === 'gap' ? leaveGaps : conceal
    const spoken = lost.slice(
      Math.floor(sound.speechStart / size),
      Math.ceil(sound.speechEnd / size),
    )
    return {
      sound: { ...sound, samples: hear(samples, lost, sampleRate) },
      report: {
        packets: lost.length,
        lostPackets: lost.filter((gone) => gone).length,
        lossRate: share(lost),
        speechLossRate: share(spoken),
        longestLossMs: longestRun(lost) * PACKET_MS,
      },
    }
  },
}
