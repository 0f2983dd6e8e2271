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
import type { FakeAnswer, FakeMind } from '#lib/engines/connectors/testing/fake-mind.ts'
import { decodeG711 } from '#lib/engines/speech/audio/g711.ts'

export const elevenlabsToken = 'peer-elevenlabs-key'

const Start = z.strictObject({ type: z.literal('conversation_initiation_client_data') })
const ClientEvent = z.union([
  z.strictObject({ user_audio_chunk: z.base64().min(1) }),
  z.strictObject({ type: z.literal('user_message'), text: z.string().min(1) }),
  z.strictObject({ type: z.literal('pong'), event_id: z.int() }),
])

class ElevenlabsSession implements FakeSession {
  readonly #socket: FakeSocket
  readonly #mind: FakeMind
  readonly #listener = new FakeListener(8_000, 500)
  #memory: FakeAnswer['memory'] = null
  #started = false
  #pinged = 0
  #ponged = 0

  constructor(socket: FakeSocket, mind: FakeMind) {
    this.#socket = socket
    this.#mind = mind
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
    this.#say('Hello, how can I help?')
    this.#ping()
  }

  #ping(): void {
    this.#pinged += 1
    this.#socket.send({ type: 'ping', ping_event: { event_id: this.#pinged, ping_ms: 5 } })
  }

  #say(text: string): void {
    this.#socket.send({ type: 'agent_response', agent_response_event: { agent_response: text } })
    this.#socket.send({
      type: 'audio',
      audio_event: { event_id: 1, audio_base_64: replyTone(16_000).toString('base64') },
    })
  }

  async #answer(text: string): Promise<void> {
    if (this.#ponged !== this.#pinged) throw new FakeRefusal('a ping was not answered')
    if (!(await this.#socket.answering())) return
    const answer = this.#mind.answer(text, this.#memory)
    this.#memory = answer.memory
    this.#say(`Well, ${answer.text}`)
    this.#socket.send({
      type: 'agent_response_correction',
      agent_response_correction_event: {
        original_agent_response: `Well, ${answer.text}`,
        corrected_agent_response: answer.text,
      },
    })
    this.#ping()
  }
}

/** ElevenLabs Agents: a signed URL that works once, then a conversation that the agent begins. */
export const elevenlabsProtocol =
  (mind: FakeMind) =>
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
      session: (socket) => new ElevenlabsSession(socket, mind),
    }
  }

/** Settings of a target that is this peer. */
export const elevenlabsTarget = (url: string) => ({
  preset: 'elevenlabs_agents',
  session_url: `${url}/v1/convai/conversation/get-signed-url?agent_id={{var.agent_id}}`,
  variables: { agent_id: 'agent-1' },
  idle_end_s: 0.15,
})
