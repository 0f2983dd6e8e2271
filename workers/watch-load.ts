import type { WorkerDetail } from '#lib/platform/jobs/schema.ts'
import { log } from '#lib/platform/log.ts'
import { Overload, type Limits, type Strain } from '#workers/overload.ts'
import type { Load } from '#workers/read-load.ts'

type Options = {
  read: () => Load
  limits: Limits
  cores: number
  /** ms between two samples */
  everyMs: number
  /** Called when the worker becomes overloaded, and when it no longer is. */
  onChange: (overloaded: boolean) => void
}

/** Watches what this worker costs its machine. */
export class LoadWatch {
  readonly #options: Options
  readonly #overload: Overload
  readonly #timer: NodeJS.Timeout
  #strain: Strain

  constructor(options: Options) {
    this.#options = options
    this.#overload = new Overload(options.limits, options.cores)
    this.#strain = this.#overload.judge(options.read())
    this.#timer = setInterval(() => this.#look(), options.everyMs)
  }

  get detail(): WorkerDetail {
    const { cpuPercent, rssMb, reason } = this.#strain
    const { limits } = this.#options
    return {
      cpu_percent: cpuPercent === null ? null : Math.round(cpuPercent * 10) / 10,
      rss_mb: rssMb,
      cpu_limit_percent: limits.cpuPercent,
      memory_limit_mb: limits.memoryMb,
      reason,
    }
  }

  close(): void {
    clearInterval(this.#timer)
  }

  #look(): void {
    const before = this.#strain
    this.#strain = this.#overload.judge(this.#options.read())
    const { reason } = this.#strain
    if ((before.reason === null) === (reason === null)) return
    if (reason === null) log.info('this worker takes new executions again')
    else log.warn({ reason }, 'this worker takes no new executions')
    this.#options.onChange(reason !== null)
  }
}
