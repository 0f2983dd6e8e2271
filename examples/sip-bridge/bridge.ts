import { randomUUID } from 'node:crypto'
import { createServer as createHttpServer } from 'node:http'
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net'

import { type WebSocket, WebSocketServer } from 'ws'
import { z } from 'zod'

import { decodeG711, encodeG711 } from '#lib/engines/speech/audio/g711.ts'
import { AudioSocketReader, audioSocketMessage } from '#examples/sip-bridge/audio-socket.ts'
import { SpeechGate } from '#examples/sip-bridge/speech-gate.ts'

export type BridgeOptions = {
  /** where Earshot connects to; 0 takes any free port */
  webSocketPort: number
  /** where Asterisk connects to with AudioSocket */
  audioSocketPort: number
  host: string
  /** Has the agent called, and the call, when it is answered, connected to AudioSocket under `uuid`. */
  dial: (uuid: string) => Promise<Control>
}

type Control = { press(digit: string): Promise<void>; hangUp(): Promise<void> }

/** What Earshot's connector `twilio-media-streams` sends, as far as a telephone needs it. */
const FromEarshot = z.discriminatedUnion('event', [
  z.object({ event: z.literal('connected') }),
  z.object({ event: z.literal('start'), start: z.object({ streamSid: z.string() }) }),
  z.object({ event: z.literal('media'), media: z.object({ payload: z.base64() }) }),
  z.object({ event: z.literal('dtmf'), dtmf: z.object({ digit: z.string() }) }),
  z.object({ event: z.literal('mark') }),
  z.object({ event: z.literal('stop') }),
])

/** One call: Earshot's WebSocket on one side, Asterisk's AudioSocket on the other. */
class Call {
  readonly uuid = randomUUID()
  readonly #gate = new SpeechGate()
  readonly #answered = Promise.withResolvers<void>()
  #streamSid = ''
  #earshot: WebSocket | null = null
  #telephone: Socket | null = null
  #control: Control | null = null

  /** Has the agent called; resolves when it has answered. */
  async place(dial: BridgeOptions['dial']): Promise<void> {
    this.#control = await dial(this.uuid)
    await this.#answered.promise
  }

  /** The call stands: Earshot may speak. */
  open(earshot: WebSocket): void {
    this.#earshot = earshot
    earshot.on('message', (data: Buffer, isBinary) => {
      if (!isBinary) this.#take(FromEarshot.parse(JSON.parse(data.toString())))
    })
    earshot.on('close', () => this.end())
  }

  /** Asterisk has connected. */
  attach(telephone: Socket): void {
    this.#telephone = telephone
    telephone.on('close', () => this.#earshot?.close(1000, 'the call has ended'))
    this.#answered.resolve()
  }

  /** 20 ms of what the agent says, 16-bit samples at 8 kHz; only speech goes on. */
  hear(samples: Buffer): void {
    const pcm = Int16Array.from({ length: samples.length >> 1 }, (_, at) =>
      samples.readInt16LE(at * 2),
    )
    for (const frame of this.#gate.pass(pcm)) {
      const payload = Buffer.from(encodeG711(frame, 'mulaw')).toString('base64')
      const media = { event: 'media', streamSid: this.#streamSid, media: { payload } }
      this.#earshot?.send(JSON.stringify(media))
    }
  }

  end(): void {
    this.#answered.reject(new Error('given up'))
    this.#telephone?.end(audioSocketMessage('hangup', Buffer.alloc(0)))
    this.#telephone = null
    void this.#control?.hangUp()
    this.#control = null
  }

  #take(message: z.output<typeof FromEarshot>): void {
    if (message.event === 'start') this.#streamSid = message.start.streamSid
    if (message.event === 'media') {
      const pcm = decodeG711(Buffer.from(message.media.payload, 'base64'), 'mulaw')
      const samples = Buffer.from(pcm.buffer, pcm.byteOffset, pcm.byteLength)
      this.#telephone?.write(audioSocketMessage('audio', samples))
    }
    if (message.event === 'dtmf') void this.#control?.press(message.dtmf.digit)
    if (message.event === 'stop') this.end()
  }
}

/** The connections of Asterisk, each of which says first whose call it is. */
function takeTelephones(calls: ReadonlyMap<string, Call>) {
  return createTcpServer((socket) => {
    const reader = new AudioSocketReader()
    let call: Call | undefined
    socket.on('error', () => socket.destroy())
    socket.on('data', (bytes: Buffer) => {
      for (const { kind, payload } of reader.read(bytes)) {
        if (kind === 'uuid') {
          call = calls.get(payload.toString('hex').replace(uuidForm, '$1-$2-$3-$4-$5'))
          if (call) call.attach(socket)
          else socket.destroy()
        }
        if (kind === 'audio') call?.hear(payload)
        if (kind === 'hangup') socket.end()
      }
    })
  })
}

/**
 * Takes calls of Earshot as an agent's Media Streams server would, and has Asterisk hold them: AudioSocket carries the
 * samples. A WebSocket is accepted when the agent has answered. Resolves when both ports are open.
 */
export async function startBridge({ webSocketPort, audioSocketPort, host, dial }: BridgeOptions) {
  const calls = new Map<string, Call>()
  const sockets = new WebSocketServer({ noServer: true })
  const web = createHttpServer()
  web.on('upgrade', (request, socket, head) => {
    const call = new Call()
    calls.set(call.uuid, call)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => {
      calls.delete(call.uuid)
      call.end()
    })
    call.place(dial).then(
      () => sockets.handleUpgrade(request, socket, head, (earshot) => call.open(earshot)),
      () => socket.end('HTTP/1.1 502 the call could not be placed\r\n\r\n'),
    )
  })
  const telephones = takeTelephones(calls)
  await new Promise<void>((resolve) => web.listen(webSocketPort, host, resolve))
  await new Promise<void>((resolve) => telephones.listen(audioSocketPort, host, resolve))
  return {
    webSocketPort: (web.address() as AddressInfo).port,
    audioSocketPort: (telephones.address() as AddressInfo).port,
    async close() {
      for (const socket of sockets.clients) socket.terminate()
      await new Promise((resolve) => web.close(resolve))
      await new Promise((resolve) => telephones.close(resolve))
    },
  }
}

const uuidForm = /^(.{8})(.{4})(.{4})(.{4})(.{12})$/
