import { randomUUID } from 'node:crypto'

import { z } from 'zod'

import {
  FakeListener,
  type FakeProtocol,
  FakeRefusal,
  type FakeSession,
  type FakeSocket,
  replyTone,
  samples,
  strictly,
} from '#lib/engines/connectors/testing/fake-websocket.ts'
import type { FakeMind } from '#lib/engines/connectors/testing/fake-mind.ts'

const rate = 24_000
const ClientMessage = z.union([
  z.strictObject({ audio: z.base64().min(1) }),
  z.strictObject({ marker: z.string(), marker_type: z.enum(['start', 'end']) }),
])

class RasaSession implements FakeSession {
  readonly #socket: FakeSocket
  readonly #mind: FakeMind
  readonly #onHeard: (text: string) => void
  readonly #listener = new FakeListener(rate, 500)
  readonly #markers = new Set<string>()

  constructor(socket: FakeSocket, mind: FakeMind, onHeard: (text: string) => void) {
    this.#socket = socket
    this.#mind = mind
    this.#onHeard = onHeard
  }

  open(): void {
    this.#socket.send({ type: 'handshake', sample_rate: rate })
    this.#say()
  }

  async text(message: unknown): Promise<void> {
    const event = strictly(ClientMessage, message)
    if ('marker' in event) {
      if (!this.#markers.delete(event.marker)) throw new FakeRefusal('a marker that was not sent')
      return
    }
    const clip = this.#listener.hear(samples(Buffer.from(event.audio, 'base64')))
    if (!clip) return
    if (this.#markers.size > 0) throw new FakeRefusal('markers were not sent back')
    this.#onHeard(await this.#mind.hear(clip))
    if (!(await this.#socket.answering())) return
    const plot = this.#socket.plot()
    if (plot === null) this.#say()
    else for (const beat of plot) if ('raw' in beat) this.#socket.send(beat.raw)
  }

  #say(): void {
    this.#mark('start')
    this.#socket.send({ audio: replyTone(rate).toString('base64') })
    this.#mark('end')
  }

  #mark(marker_type: string): void {
    const marker = randomUUID()
    this.#markers.add(marker)
    this.#socket.send({ marker, marker_type })
  }
}

/** Rasa Pro's browser_audio channel at a rate of its own: audio both ways, markers that must come back. */
export const rasaProtocol = (mind: FakeMind, onHeard: (text: string) => void): FakeProtocol => ({
  refuses: (_request, url) =>
    url.pathname === '/webhooks/browser_audio/websocket' &&
    url.searchParams.get('language') === 'en'
      ? null
      : 404,
  session: (socket) => new RasaSession(socket, mind, onHeard),
})

/** Settings of a target that is this peer. */
export const rasaTarget = (ws: string) => ({
  preset: 'rasa_voice',
  url: `${ws}/webhooks/browser_audio/websocket?language={{language_base}}`,
  idle_end_s: 0.15,
})
