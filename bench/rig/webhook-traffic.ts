import { fileURLToPath } from 'node:url'

import { z } from 'zod'

import { Program } from '#bench/rig/program.ts'

export type Sending = {
  url: string
  secret: string
  /** genuine deliveries */
  count: number
  /** one more for every ten of them, whose body is not the one that was signed */
  forged: boolean
  /** deliveries after which the branch that a rule runs has a new commit */
  perRun: number
  connections: number
  /** deliveries a second, whether or not those before are answered; null: each connection sends as soon as it may */
  rate: number | null
}

const Sent = z.object({
  ms: z.number(),
  statuses: z.record(z.string(), z.number()),
  times: z.array(z.number()),
})
export type Sent = z.output<typeof Sent>

/** Senders of webhooks in a process of their own. */
export class Senders {
  readonly program: Program

  private constructor(program: Program) {
    this.program = program
  }

  static async open(): Promise<Senders> {
    const program = new Program(fileURLToPath(new URL('./webhook-sender.ts', import.meta.url)))
    await program.message(z.object({ ready: z.literal(true) }))
    return new Senders(program)
  }

  /** Makes and signs the deliveries. Resolves with their number. */
  async prepare(sending: Sending): Promise<number> {
    const answer = this.program.message(z.object({ made: z.number() }))
    this.program.send(sending)
    return (await answer).made
  }

  /** Sends what was prepared. */
  send(): Promise<Sent> {
    return this.program.ask('send', Sent, 300_000)
  }
}
