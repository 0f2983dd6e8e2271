import { randomUUID } from 'node:crypto'

import { z } from 'zod'

import {
  FakeListener,
  type FakeProtocol,
  FakeRefusal,
  type FakeSession,
  type FakeSocket,
  replyTone,
  strictly,
} from '#lib/engines/connectors/testing/fake-websocket.ts'
import {
  pause,
  play,
  type PlotActor,
  type ToolBeat,
} from '#lib/engines/connectors/testing/fake-websocket-plot.ts'
import { AwaitedResults } from '#lib/engines/connectors/testing/fake-websocket-results.ts'
import type { FakeAnswer, FakeMind } from '#lib/engines/connectors/testing/fake-mind.ts'
import { decodeG711 } from '#lib/engines/speech/audio/g711.ts'

export const elevenlabsToken = 'peer-elevenlabs-key'

const Start = z.strictObject({ type: z.literal('conversation_initiation_client_data') })
const ClientEvent = z.union([
  z.strictObject({ user_audio_chunk: z.base64().min(1) }),
  z.strictObject({ type: z.literal('user_message'), text: z.string().min(1) }),
  z.strictObject({ type: z.literal('pong'), event_id: z.int() }),
  z.strictObject({
    type: z.literal('client_tool_result'),
    tool_call_id: z.string().min(1),
    result: z.string(),
    is_error: z.boolean(),
  }),
])

/** How an agent is set up: which of the events it sends that are not sent by default, and what it begins with. */
type ElevenlabsManners = { tellsEnd: boolean; firstMessage: boolean }
const defaultManners: ElevenlabsManners = { tellsEnd: false, firstMessage: true }

class ElevenlabsSession implements FakeSession, PlotActor {
  readonly #socket: FakeSocket
  readonly #mind: FakeMind
  readonly #listener = new FakeListener(8_000, 500)
  readonly #manners: ElevenlabsManners
  readonly #results = new AwaitedResults()
  #memory: FakeAnswer['memory'] = null
  #started = false
  #pinged = 0
  #ponged = 0
  #eventId = 0

  constructor(socket: FakeSocket, mind: FakeMind, manners: ElevenlabsManners) {
    this.#socket = socket
    this.#mind = mind
    this.#manners = manners
  }

  async text(message: unknown): Promise<void> {
    if (!this.#started) return this.#start(strictly(Start, message))
    const event = strictly(ClientEvent, message)
    if ('user_audio_chunk' in event) {
      const audio = Buffer.from(event.user_audio_chunk, 'base64')
      const clip = this.#listener.hear(decodeG711(audio, 'mulaw'))
      if (!clip) return
      const user_transcript = await this.#mind.hear(clip)
      this.#socket.send({ type: 'user_transcript', user_transcription_event: { user_transcript } })
      return this.#answer(user_transcript)
    }
    if (event.type === 'user_message') return this.#answer(event.text)
    if (event.type === 'client_tool_result')
      return this.#results.take(event.tool_call_id, event.result)
    if (event.event_id !== this.#pinged) throw new FakeRefusal('pong for another ping')
    this.#ponged = event.event_id
  }

  #start(_start: z.output<typeof Start>): void {
    this.#started = true
    this.#socket.send({
      type: 'conversation_initiation_metadata',
      conversation_initiation_metadata_event: {
        conversation_id: randomUUID(),
        agent_output_audio_format: 'pcm_16000',
        user_input_audio_format: 'ulaw_8000',
      },
    })
    if (this.#manners.firstMessage) {
      this.say('Hello, how can I help?')
      this.end()
    }
    this.#ping()
  }

  #ping(): void {
    this.#pinged += 1
    this.#socket.send({ type: 'ping', ping_event: { event_id: this.#pinged, ping_ms: 5 } })
  }

  say(text: string): void {
    this.#eventId += 1
    this.#socket.send({
      type: 'agent_response',
      agent_response_event: { agent_response: text, event_id: this.#eventId },
    })
    this.#socket.send({
      type: 'audio',
      audio_event: { event_id: this.#eventId, audio_base_64: replyTone(16_000).toString('base64') },
    })
  }

  end(): void {
    if (!this.#manners.tellsEnd) return
    const agent_response_complete_event = { event_id: this.#eventId }
    this.#socket.send({ type: 'agent_response_complete', agent_response_complete_event })
  }

  raw(message: object): void {
    this.#socket.send(message)
  }

  close(code: number): void {
    this.#socket.close(code, '')
  }

  /** A client's tool is told by two events with one id, and its end by a third. */
  async tool({ id, name, args, side, takesMs = 0, result = '', fails }: ToolBeat): Promise<string> {
    const event_id = this.#eventId
    const tool = { tool_name: name, tool_call_id: id, event_id }
    const tool_type = side === 'client' ? 'client' : 'webhook'
    this.#socket.send({ type: 'agent_tool_request', agent_tool_request: { ...tool, tool_type } })
    let answer = result
    if (side === 'client') {
      const awaited = this.#results.of(id)
      const client_tool_call = { ...tool, parameters: args }
      this.#socket.send({ type: 'client_tool_call', client_tool_call })
      answer = await awaited
    } else await pause(takesMs)
    const agent_tool_response = { ...tool, tool_type, is_error: fails === true, is_called: true }
    this.#socket.send({ type: 'agent_tool_response', agent_tool_response })
    return answer
  }

  async #answer(text: string): Promise<void> {
    if (this.#ponged !== this.#pinged) throw new FakeRefusal('a ping was not answered')
    if (!(await this.#socket.answering())) return
    const plot = this.#socket.plot()
    if (plot) return play(plot, this)
    const answer = this.#mind.answer(text, this.#memory)
    this.#memory = answer.memory
    this.say(`Well, ${answer.text}`)
    this.#socket.send({
      type: 'agent_response_correction',
      agent_response_correction_event: {
        original_agent_response: `Well, ${answer.text}`,
        corrected_agent_response: answer.text,
        event_id: this.#eventId,
      },
    })
    this.end()
    this.#ping()
  }
}

/** ElevenLabs Agents: a signed URL that works once, then a conversation that the agent begins. */
export const elevenlabsProtocol =
  (mind: FakeMind, manners: Partial<ElevenlabsManners> = {}) =>
  (base: string): FakeProtocol => {
    const signatures = new Set<string>()
    return {
      http: (request, url, _body, response) => {
        const known = request.headers['xi-api-key'] === elevenlabsToken
        if (!known)
          return void response.writeHead(401).end('{"detail":{"status":"invalid_api_key"}}')
        if (url.pathname !== '/v1/convai/conversation/get-signed-url')
          return void response.writeHead(404).end()
        if (url.searchParams.get('agent_id') !== 'agent-1')
          return void response.writeHead(404).end()
        const signature = randomUUID()
        signatures.add(signature)
        const socket = new URL('/v1/convai/conversation', base.replace('http', 'ws'))
        socket.searchParams.set('conversation_signature', signature)
        response
          .writeHead(200, { 'Content-Type': 'application/json' })
          .end(JSON.stringify({ signed_url: socket.href }))
      },
      refuses: (_request, url) =>
        signatures.delete(url.searchParams.get('conversation_signature') ?? '') ? null : 403,
      session: (socket) => new ElevenlabsSession(socket, mind, { ...defaultManners, ...manners }),
    }
  }

/** Settings of a target that is this peer. */
export const elevenlabsTarget = (url: string) => ({
  preset: 'elevenlabs_agents',
  session_url: `${url}/v1/convai/conversation/get-signed-url?agent_id={{var.agent_id}}`,
  variables: { agent_id: 'agent-1' },
  idle_end_s: 0.15,
})
