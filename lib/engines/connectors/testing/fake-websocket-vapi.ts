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
import {
  pause,
  play,
  type PlotActor,
  type ToolBeat,
} from '#lib/engines/connectors/testing/fake-websocket-plot.ts'
import type { FakeAnswer, FakeMind } from '#lib/engines/connectors/testing/fake-mind.ts'

export const vapiToken = 'peer-vapi-key'

/** docs.vapi.ai/calls/websocket-transport. */
const CreateCall = z.strictObject({
  assistantId: z.literal('assistant-1'),
  transport: z.strictObject({
    provider: z.literal('vapi.websocket'),
    audioFormat: z.strictObject({
      format: z.literal('pcm_s16le'),
      container: z.literal('raw'),
      sampleRate: z.literal(16_000),
    }),
  }),
})
const Control = z.strictObject({ type: z.literal('hangup') })

class VapiSession implements FakeSession, PlotActor {
  readonly #socket: FakeSocket
  readonly #mind: FakeMind
  readonly #onEnd: (hungUp: boolean) => void
  readonly #listener = new FakeListener(16_000, 500)
  #memory: FakeAnswer['memory'] = null
  #hungUp = false

  constructor(socket: FakeSocket, mind: FakeMind, onEnd: (hungUp: boolean) => void) {
    this.#socket = socket
    this.#mind = mind
    this.#onEnd = onEnd
  }

  open(): void {
    this.say('Hello, this is your assistant.')
  }

  text(message: unknown): void {
    strictly(Control, message)
    this.#hungUp = true
  }

  async binary(bytes: Buffer): Promise<void> {
    const clip = this.#listener.hear(samples(bytes))
    if (!clip) return
    const heard = await this.#mind.hear(clip)
    if (!(await this.#socket.answering())) return
    this.#transcript('user', 'partial', heard.slice(0, 4))
    this.#transcript('user', 'final', heard)
    const plot = this.#socket.plot()
    if (plot) return play(plot, this)
    const answer = this.#mind.answer(heard, this.#memory)
    this.#memory = answer.memory
    this.say(answer.text)
  }

  closed(): void {
    this.#onEnd(this.#hungUp)
  }

  say(text: string): void {
    this.#socket.send({ type: 'speech-update', role: 'assistant', status: 'started' })
    this.#socket.sendBinary(replyTone(16_000))
    this.#transcript('assistant', 'final', text)
    this.#socket.send({ type: 'speech-update', role: 'assistant', status: 'stopped' })
  }

  end(): void {
    // It has no mark beside that of each utterance.
  }

  raw(message: object): void {
    if ('audio' in message) this.#socket.sendBinary(replyTone(16_000))
    else this.#socket.send(message)
  }

  close(code: number): void {
    this.#socket.close(code, '')
  }

  /** Its tools are run by servers of their own; clients are told. */
  async tool({ id, name, args, takesMs = 0, result = '' }: ToolBeat): Promise<string> {
    const call = { id, type: 'function', function: { name, arguments: args } }
    this.#socket.send({ type: 'tool-calls', toolCallList: [call], toolWithToolCallList: [] })
    await pause(takesMs)
    const toolCallResult = { toolCallId: id, name, result }
    this.#socket.send({ type: 'tool-calls-result', toolCallResult })
    return result
  }

  #transcript(role: string, transcriptType: string, transcript: string): void {
    this.#socket.send({ type: 'transcript', role, transcriptType, transcript })
  }
}

/** Vapi's WebSocket transport: a call is created over HTTP, its address is the permission. */
export const vapiProtocol =
  (mind: FakeMind, onEnd: (hungUp: boolean) => void) =>
  (base: string): FakeProtocol => {
    const calls = new Set<string>()
    return {
      http: (request, url, body, response) => {
        if (request.headers.authorization !== `Bearer ${vapiToken}`)
          return void response.writeHead(401).end('{"message":"Invalid Key"}')
        if (request.method !== 'POST' || url.pathname !== '/call')
          return void response.writeHead(404).end()
        try {
          strictly(CreateCall, JSON.parse(body))
        } catch (error) {
          const said = error instanceof FakeRefusal ? error.message : 'not JSON'
          return void response.writeHead(400).end(said)
        }
        const id = randomUUID()
        calls.add(`/${id}/transport`)
        const websocketCallUrl = `${base.replace('http', 'ws')}/${id}/transport`
        const call = {
          id,
          status: 'queued',
          transport: { provider: 'vapi.websocket', websocketCallUrl },
        }
        response.writeHead(201, { 'Content-Type': 'application/json' }).end(JSON.stringify(call))
      },
      refuses: (_request, url) => (calls.delete(url.pathname) ? null : 404),
      session: (socket) => new VapiSession(socket, mind, onEnd),
    }
  }

/** Settings of a target that is this peer. */
export const vapiTarget = (url: string) => ({
  preset: 'vapi',
  session_url: `${url}/call`,
  variables: { assistant_id: 'assistant-1' },
})
