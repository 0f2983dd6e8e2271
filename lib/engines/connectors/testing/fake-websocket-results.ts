import { FakeRefusal } from '#lib/engines/connectors/testing/fake-websocket.ts'

/** Results that a client owes: one for each call, and none for any other. */
export class AwaitedResults {
  readonly #awaited = new Map<string, (answer: string) => void>()

  /** Resolves with what the client answers. */
  of(id: string): Promise<string> {
    return new Promise((resolve) => this.#awaited.set(id, resolve))
  }

  /** Throws FakeRefusal for a call that was not made, or was answered before. */
  take(id: string, answer: string): void {
    const resolve = this.#awaited.get(id)
    if (!resolve) throw new FakeRefusal(`no tool call ${id} is awaited`)
    this.#awaited.delete(id)
    resolve(answer)
  }
}
