import { ItemProcess } from '#workers/item-process.ts'

type Options = {
  /** absolute path */
  program: string
  /** processes at most */
  processes: number
  /** items at once in each */
  itemsEach: number
  /** items in the fullest process from which on another is started */
  crowded: number
}

/** ms after which a process with nothing to do is ended */
const idleMs = 10_000

/** Processes for items, started when they are needed and ended when they are not. */
export class ItemProcessPool {
  readonly #options: Options
  readonly #open = new Map<ItemProcess, NodeJS.Timeout | undefined>()
  readonly #queue: (() => void)[] = []
  /** places taken, of items that are under way or about to be */
  #taken = 0

  constructor(options: Options) {
    this.#options = options
  }

  /** Runs `work` in a process that has room, alone where each takes one item. */
  async run<T>(work: (process: ItemProcess) => Promise<T>): Promise<T> {
    await this.#place()
    const process = this.#choose()
    try {
      return await work(process)
    } finally {
      if (process.isLost) this.#open.delete(process)
      else if (process.load === 0)
        this.#open.set(
          process,
          setTimeout(() => this.#end(process), idleMs),
        )
      const next = this.#queue.shift()
      // A place goes from hand to hand: nobody can take it in between.
      if (next) next()
      else this.#taken--
    }
  }

  close(): void {
    for (const process of this.#open.keys()) this.#end(process)
  }

  async #place(): Promise<void> {
    const { processes, itemsEach } = this.#options
    if (this.#taken < processes * itemsEach) this.#taken++
    else await new Promise<void>((resolve) => this.#queue.push(resolve))
  }

  #choose(): ItemProcess {
    const { program, processes, itemsEach, crowded } = this.#options
    const open = [...this.#open.keys()].filter((process) => !process.isLost)
    const [least] = open.toSorted((a, b) => a.load - b.load)
    const full = least === undefined || least.load >= Math.min(crowded, itemsEach)
    const chosen =
      least === undefined || (full && open.length < processes) ? new ItemProcess(program) : least
    clearTimeout(this.#open.get(chosen))
    this.#open.set(chosen, undefined)
    return chosen
  }

  #end(process: ItemProcess): void {
    clearTimeout(this.#open.get(process))
    this.#open.delete(process)
    process.close()
  }
}
