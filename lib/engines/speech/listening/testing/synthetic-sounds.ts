import type { Clip } from '#lib/engines/speech/clip.ts'
import { dtmf } from '#lib/engines/speech/conditions/dtmf.ts'
import { colouredNoise, type Colour } from '#lib/engines/speech/conditions/noise-colours.ts'
import { createRandom, type Random } from '#lib/platform/statistics/random.ts'

/** Sound that is no speech, as synthesisers, lines and faults make it. */
export type Sound = { kind: string; clip: Clip }

type Shape = { seconds: number; sampleRate: number; random: Random }
type Make = (shape: Shape) => Float64Array

const between = (random: Random, low: number, high: number) => low + (high - low) * random.uniform()
const pick = <T>(random: Random, values: readonly T[]): T =>
  values[Math.floor(random.uniform() * values.length)] as T
const sine = (hz: number, n: number, sampleRate: number) =>
  Math.sin((2 * Math.PI * hz * n) / sampleRate)

/** `at(n)` for each sample. */
function each({ seconds, sampleRate }: Shape, at: (n: number) => number): Float64Array {
  return Float64Array.from({ length: Math.round(seconds * sampleRate) }, (_, n) => at(n))
}

const noise =
  (colour: Colour): Make =>
  ({ seconds, sampleRate, random }) =>
    colouredNoise(colour, { length: Math.round(seconds * sampleRate), sampleRate, random }).slice()

/** Noise that swells and fades as wind does. */
const gusts: Make = (shape) => {
  const samples = noise('pink')(shape)
  const hz = between(shape.random, 0.3, 2)
  return samples.map((value, n) => value * (0.55 + 0.45 * sine(hz, n, shape.sampleRate)))
}

const hum =
  (hz: number): Make =>
  (shape) => {
    const weights = Array.from({ length: 12 }, (_, k) => shape.random.uniform() / (k + 1))
    return each(shape, (n) =>
      weights.reduce((sum, weight, k) => sum + weight * sine(hz * (k + 1), n, shape.sampleRate), 0),
    )
  }

/** Tones of some frequencies at once, on and off. */
const tones =
  (frequencies: (random: Random) => number[], on: number, off: number): Make =>
  (shape) => {
    const all = frequencies(shape.random)
    const { sampleRate } = shape
    return each(shape, (n) =>
      (n / sampleRate) % (on + off) < on
        ? all.reduce((sum, hz) => sum + sine(hz, n, sampleRate), 0)
        : 0,
    )
  }

const squareBeeps: Make = (shape) => {
  const hz = between(shape.random, 200, 1_500)
  return each(shape, (n) =>
    (n / shape.sampleRate) % 0.5 < 0.25 ? Math.sign(sine(hz, n, shape.sampleRate)) : 0,
  )
}

const siren: Make = (shape) => {
  const [low, high] = [between(shape.random, 400, 700), between(shape.random, 900, 1_600)]
  const turn = between(shape.random, 0.3, 2)
  let phase = 0
  return each(shape, (n) => {
    const share = 0.5 + 0.5 * sine(turn, n, shape.sampleRate)
    phase += (2 * Math.PI * (low + (high - low) * share)) / shape.sampleRate
    return Math.sin(phase)
  })
}

/** One note: harmonics that fade, the higher the sooner. */
function note(
  into: Float64Array,
  from: number,
  {
    hz,
    seconds,
    sampleRate,
    level,
    bright,
  }: Record<'hz' | 'seconds' | 'sampleRate' | 'level' | 'bright', number>,
): void {
  const length = Math.min(into.length - from, Math.round(seconds * sampleRate))
  for (let n = 0; n < length; n++) {
    const time = n / sampleRate
    let value = 0
    for (let k = 1; k <= 8 && k * hz < sampleRate / 2.2; k++)
      value += bright ** (k - 1) * sine(hz * k, n, sampleRate) * Math.exp(-time * (0.8 + 0.5 * k))
    into[from + n] = (into[from + n] ?? 0) + value * level * Math.min(1, n / 80)
  }
}

const scale = [0, 2, 4, 5, 7, 9, 11, 12]
const step = (root: number, semitones: number) => root * 2 ** (semitones / 12)

const melody: Make = (shape) => {
  const { random, seconds, sampleRate } = shape
  const into = new Float64Array(Math.round(seconds * sampleRate))
  const root = between(random, 180, 480)
  for (let at = 0; at < seconds;) {
    const length = pick(random, [0.15, 0.25, 0.25, 0.5])
    const hz = step(root, pick(random, scale))
    note(into, Math.round(at * sampleRate), {
      hz,
      seconds: length * 1.3,
      sampleRate,
      level: 1,
      bright: 0.6,
    })
    at += length
  }
  return into
}

const chords: Make = (shape) => {
  const { random, seconds, sampleRate } = shape
  const into = new Float64Array(Math.round(seconds * sampleRate))
  const root = between(random, 110, 260)
  for (let at = 0; at < seconds; at += 0.75) {
    const base = pick(random, [0, 5, 7, 9])
    for (const third of pick(random, [
      [0, 4, 7],
      [0, 3, 7],
      [0, 4, 7, 11],
    ]))
      note(into, Math.round(at * sampleRate), {
        hz: step(root, base + third),
        seconds: 0.9,
        sampleRate,
        level: 0.5,
        bright: 0.5,
      })
  }
  return into
}

const percussion: Make = (shape) => {
  const { random, seconds, sampleRate } = shape
  const into = new Float64Array(Math.round(seconds * sampleRate))
  for (let beat = 0; beat < seconds / 0.125; beat++) {
    const from = Math.round(beat * 0.125 * sampleRate)
    const kind = beat % 4 === 0 ? 'drum' : beat % 4 === 2 ? 'snare' : 'hat'
    const fade = kind === 'drum' ? 18 : kind === 'snare' ? 25 : 70
    for (let n = 0; n < 0.2 * sampleRate && from + n < into.length; n++) {
      const time = n / sampleRate
      const body =
        kind === 'drum'
          ? Math.sin(2 * Math.PI * (50 * time + 4 * (1 - Math.exp(-30 * time))))
          : random.bell() / 3
      into[from + n] = (into[from + n] ?? 0) + body * Math.exp(-time * fade)
    }
  }
  return into
}

const band: Make = (shape) => {
  const parts = [melody(shape), chords(shape), percussion(shape)]
  return each(shape, (n) => parts.reduce((sum, part) => sum + (part[n] ?? 0), 0))
}

/** A note held with vibrato: the nearest that music comes to a voice. */
const strings: Make = (shape) => {
  const { random, seconds, sampleRate } = shape
  const root = between(random, 200, 440)
  let phase = 0
  let hz = root
  return each(shape, (n) => {
    if (n % Math.round(sampleRate * 0.6) === 0) hz = step(root, pick(random, scale))
    phase += (2 * Math.PI * hz * (1 + 0.004 * sine(5.5, n, sampleRate))) / sampleRate
    let value = 0
    for (let k = 1; k <= 10 && k * hz < sampleRate / 2.2; k++) value += Math.sin(k * phase) / k
    return value * Math.min(1, seconds)
  })
}

const clicks: Make = (shape) => {
  const samples = new Float64Array(Math.round(shape.seconds * shape.sampleRate))
  const count = 3 + Math.floor(shape.random.uniform() * 30)
  for (let click = 0; click < count; click++) {
    const at = Math.floor(shape.random.uniform() * samples.length)
    for (let n = 0; n < 24 && at + n < samples.length; n++)
      samples[at + n] = shape.random.bell() * Math.exp(-n / 6)
  }
  return samples
}

const buzz: Make = (shape) => {
  const period = Math.round(shape.sampleRate / between(shape.random, 70, 250))
  return each(shape, (n) => (n % period < 3 ? 1 : 0))
}

const keys: Make = ({ seconds, sampleRate, random }) => {
  const digits = Array.from({ length: Math.max(1, Math.round(seconds * 4)) }, () =>
    pick(random, [...'0123456789*#']),
  ).join('')
  return Float64Array.from(
    dtmf({ digits, tone_ms: pick(random, [100, 160]), pause_ms: 80 }, sampleRate).pcm,
  )
}

/** What lines, machines and instruments make; by name. */
export const makers: Record<string, Make> = {
  white: noise('white'),
  pink: noise('pink'),
  brown: noise('brown'),
  gusts,
  'hum 50 Hz': hum(50),
  'hum 60 Hz': hum(60),
  beep: tones((random) => [between(random, 300, 2_500)], 10, 0),
  beeps: tones((random) => [between(random, 300, 2_500)], 0.2, 0.3),
  'square beeps': squareBeeps,
  siren,
  'dial tone': tones(() => [350, 440], 10, 0),
  'dial tone, 425 Hz': tones(() => [425], 10, 0),
  'ring tone': tones(() => [440, 480], 2, 1),
  'busy tone': tones(() => [480, 620], 0.5, 0.5),
  'fax tone': tones(() => [1_100], 0.5, 3),
  dtmf: keys,
  melody,
  chords,
  percussion,
  band,
  strings,
  clicks,
  buzz,
}

/** A sound of one kind with its peak at `peakDb` of full scale. */
export function madeSound(
  kind: string,
  {
    seed,
    seconds,
    sampleRate,
    peakDb,
  }: { seed: number; seconds: number; sampleRate: number; peakDb: number },
): Sound {
  const make = makers[kind]
  if (make === undefined) throw new Error(`no sound ${kind}`)
  const samples = make({ seconds, sampleRate, random: createRandom(seed, kind) })
  const peak = samples.reduce((max, value) => Math.max(max, Math.abs(value)), 1e-9)
  const gain = (32_767 * 10 ** (peakDb / 20)) / peak
  return {
    kind,
    clip: { pcm: Int16Array.from(samples, (value) => Math.round(value * gain)), sampleRate },
  }
}
