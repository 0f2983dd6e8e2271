export type Step = {
  stop: () => Promise<void>
  /** Ends at once what `stop` would wait for. */
  kill?: () => void
}

/** Thrown to whoever is still starting things after the stop was asked for. */
export class StoppedError extends Error {
  constructor() {
    super('Stopped before it was ready')
    this.name = 'StoppedError'
  }
}

/** What must be undone, in reverse order of its making, once. */
export class Teardown {
  readonly #steps: Step[] = []
  #running: Promise<void> | undefined

  get stopping(): boolean {
    return this.#running !== undefined
  }

  /** Registers `step`; when the stop is already under way it is stopped here and StoppedError thrown. */
  async add(step: Step): Promise<void> {
    if (!this.stopping) {
      this.#steps.push(step)
      return
    }
    step.kill?.()
    await step.stop()
    throw new StoppedError()
  }

  /** Stops everything; each step is tried even if one before it failed. Later calls share the first. */
  run(): Promise<void> {
    this.#running ??= this.#stopAll()
    return this.#running
  }

  /** Kills what can be killed and stops the rest. */
  force(): Promise<void> {
    for (const step of this.#steps) step.kill?.()
    return this.run()
  }

  async #stopAll(): Promise<void> {
    const errors: unknown[] = []
    for (const step of this.#steps.toReversed()) {
      try {
        await step.stop()
      } catch (error) {
        errors.push(error)
      }
    }
    if (errors.length > 0) throw new AggregateError(errors)
  }
}
