import type { Load } from '#workers/read-load.ts'

export type Limits = { cpuPercent: number; memoryMb: number }

/** What a worker costs its machine, and why it takes no new executions, if it does not. */
export type Strain = {
  /** share of all cores, over the last seconds; null until there is a span to speak of */
  cpuPercent: number | null
  rssMb: number
  reason: string | null
}

/** Samples that the share of the cores is taken over. */
const spanned = 5
/** A limit once crossed holds until the figure is a tenth below it, so that a worker does not flicker. */
const relief = 0.9

const megabytes = (bytes: number) => Math.round(bytes / 1_048_576)

/** Tells from one sample after the other whether a worker is over its limits. */
export class Overload {
  readonly #limits: Limits
  readonly #cores: number
  #samples: Load[] = []
  #overCpu = false
  #overMemory = false

  constructor(limits: Limits, cores: number) {
    this.#limits = limits
    this.#cores = cores
  }

  judge(sample: Load): Strain {
    this.#samples = [...this.#samples, sample].slice(-spanned - 1)
    const cpu = this.#share()
    const rssMb = megabytes(sample.rssBytes)
    const { cpuPercent, memoryMb } = this.#limits
    if (cpu !== null) this.#overCpu = cpu > cpuPercent * (this.#overCpu ? relief : 1)
    this.#overMemory = rssMb > memoryMb * (this.#overMemory ? relief : 1)
    const reasons = [
      this.#overCpu && cpu !== null
        ? `it uses ${Math.round(cpu)} % of the processor; the limit is ${cpuPercent} %`
        : [],
      this.#overMemory ? `it holds ${rssMb} MB of memory; the limit is ${memoryMb} MB` : [],
    ].flat()
    return { cpuPercent: cpu, rssMb, reason: reasons.join(', and ') || null }
  }

  #share(): number | null {
    const first = this.#samples[0]
    const last = this.#samples.at(-1)
    // A short burst is no overload.
    if (!first || !last || this.#samples.length <= spanned) return null
    const wallMs = (last.atMs - first.atMs) * this.#cores
    return wallMs > 0 ? Math.max(0, ((last.cpuMs - first.cpuMs) / wallMs) * 100) : null
  }
}
