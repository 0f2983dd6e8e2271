// Sends deliveries as CI providers do, in a process of its own: each is made and signed before the clock starts, and goes over
// a connection that is kept open, one at a time. Reads of an answer no more than it has to, so that little of the machine
// goes into what is elsewhere in life.
import { connect, type Socket } from 'node:net'

import { z } from 'zod'

import { fromGithub, newSha, pushPayload, type Sent } from '#lib/webhooks/testing/deliveries.ts'

import type { Sending } from '#bench/rig/webhook-traffic.ts'

const Order = z.object({
  url: z.string(),
  secret: z.string(),
  count: z.number(),
  forged: z.boolean(),
  perRun: z.number(),
  connections: z.number(),
  rate: z.number().nullable(),
}) satisfies z.ZodType<Sending>

type Made = { bytes: Buffer; forged: boolean }

/** Every hundredth delivery is a push to main, which a rule runs; each commit of main is told of several times. */
function* pushes({ secret, count, perRun }: Sending): Generator<Sent> {
  let commit = newSha()
  for (let index = 0; index < count; index++) {
    if (index % perRun === 0) commit = newSha()
    const push =
      index % 100 === 0 ? { branch: 'main', sha: commit } : { branch: `feature-${index}` }
    yield fromGithub(secret, pushPayload(push))
  }
}

function written({ pathname, search, host }: URL, { headers, body }: Sent): Buffer {
  const lines = Object.entries({ host, ...headers, 'content-length': String(body.length) })
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')
  return Buffer.concat([Buffer.from(`POST ${pathname}${search} HTTP/1.1\r\n${head}\r\n`), body])
}

function make(order: Sending): Made[] {
  const url = new URL(order.url)
  return [...pushes(order)].flatMap((sent, index) => {
    const genuine = { bytes: written(url, sent), forged: false }
    if (!order.forged || index % 10 > 0) return [genuine]
    const body = Buffer.concat([sent.body, Buffer.from(' ')])
    return [genuine, { bytes: written(url, { ...sent, body }), forged: true }]
  })
}

/** One connection: sends, and resolves with the status once the whole answer is there. */
class Line {
  readonly #socket: Socket
  #heard = ''
  #resolve: (status: number) => void = () => undefined
  #reject: (error: Error) => void = () => undefined

  constructor({ hostname, port }: URL) {
    this.#socket = connect({ host: hostname, port: Number(port), noDelay: true })
    this.#socket.setEncoding('latin1')
    this.#socket.on('data', (chunk) => this.#hear(String(chunk)))
    this.#socket.on('error', (error) => this.#reject(error))
    this.#socket.on('close', () => this.#reject(new Error('The connection was closed')))
  }

  #hear(chunk: string): void {
    this.#heard += chunk
    const end = this.#heard.indexOf('\r\n\r\n')
    if (end < 0) return
    const length = /\r\ncontent-length: (\d+)/i.exec(this.#heard)?.[1]
    if (length === undefined) return this.#reject(new Error('An answer without a length'))
    if (this.#heard.length < end + 4 + Number(length)) return
    const status = Number(this.#heard.slice(9, 12))
    this.#heard = ''
    this.#resolve(status)
  }

  send(bytes: Buffer): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
      this.#socket.write(bytes)
    })
  }

  end(): void {
    this.#reject = () => undefined
    this.#socket.destroy()
  }
}

/** Statuses by whether the delivery was forged, and ms of each answer: since its time where there is a rate. */
async function send(order: Sending, made: readonly Made[]) {
  const lines = Array.from({ length: order.connections }, () => new Line(new URL(order.url)))
  const statuses: Record<string, number> = {}
  const times: number[] = []
  const startedAt = performance.now()
  let next = 0
  const work = async (line: Line) => {
    for (let index = next++; index < made.length; index = next++) {
      const one = made[index]
      if (!one) return
      const due = order.rate === null ? 0 : startedAt + (index * 1_000) / order.rate
      const waitMs = due - performance.now()
      if (order.rate !== null && waitMs > 0)
        await new Promise((resolve) => setTimeout(resolve, waitMs))
      const at = order.rate === null ? performance.now() : due
      const status = await line.send(one.bytes)
      times.push(performance.now() - at)
      const key = `${one.forged ? 'forged' : 'genuine'} ${status}`
      statuses[key] = (statuses[key] ?? 0) + 1
    }
  }
  await Promise.all(lines.map(work))
  const ms = performance.now() - startedAt
  for (const line of lines) line.end()
  return { ms, statuses, times }
}

let made: Made[] = []
let order: Sending | undefined
process.on('message', (message) => {
  const parsed = Order.safeParse(message)
  if (parsed.success) {
    order = parsed.data
    made = make(order)
    process.send?.({ made: made.length })
  } else if (order)
    void send(order, made).then((sent) => {
      made = []
      process.send?.(sent)
    })
})
process.on('disconnect', () => process.exit(0))
process.send?.({ ready: true })
