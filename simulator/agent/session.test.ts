import { WebSocket } from 'ws'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { startSimulator, type Simulator } from '#simulator/server.ts'
import { clientId, clientKey } from '#simulator/testing/client.ts'
import { createSpeaker, padded } from '#simulator/testing/speech.ts'

const speaker = createSpeaker()
const phrases = ['cancel order 1055', 'where is my order A-17', 'set a timer for ten minutes']
let simulator: Simulator

beforeAll(async () => {
  const vocabulary = { voices: 1, phrases: () => phrases }
  simulator = await startSimulator({ clientId, clientKey, vocabulary })
  await simulator.warm(['en'])
})
afterAll(async () => {
  await simulator.close()
  await speaker.close()
})

type Message = { type: string; [member: string]: unknown }
type Heard = { messages: Message[]; audioBytes: number; code: number }
type Send = (message: object | Buffer | string) => void

/** Sends the first step once the line is open, the next after `started` and after each `end`; stops after the last. */
function converse(steps: ((send: Send) => void)[], headers: Record<string, string> = {}) {
  return new Promise<Heard>((resolve, reject) => {
    const socket = new WebSocket(`${simulator.url.replace('http', 'ws')}/v1/agent`, {
      headers: { authorization: `Bearer ${clientKey}`, ...headers },
    })
    const heard: Heard = { messages: [], audioBytes: 0, code: 0 }
    const left = [...steps]
    const send: Send = (message) =>
      socket.send(
        Buffer.isBuffer(message) || typeof message === 'string' ? message : JSON.stringify(message),
      )
    const next = () => (left.shift() ?? ((say: Send) => say({ type: 'stop' })))(send)
    socket.on('open', next)
    socket.on('message', (data: Buffer, binary) => {
      if (binary) return (heard.audioBytes += data.length)
      const message = JSON.parse(data.toString('utf8')) as Message
      heard.messages.push(message)
      if (message.type === 'started' || message.type === 'end') next()
    })
    socket.on('error', reject)
    socket.on('close', (code) => resolve({ ...heard, code }))
  })
}

const start = (send: Send) => send({ type: 'start', language: 'en-US' })
const write = (text: string) => (send: Send) => send({ type: 'text', text })
const types = ({ messages }: Heard) => messages.map(({ type }) => type)

test('says what it checks, tells the tools while they are used, and then answers', async () => {
  const heard = await converse([start, write('move the delivery of order 1042 to Friday')])
  expect(types(heard)).toEqual([
    ...['started', 'speech', 'tool_call', 'tool_result', 'tool_call', 'tool_result'],
    ...['intent', 'speech', 'end'],
  ])
  expect(heard.messages[1]).toEqual({ type: 'speech', text: 'Let me check that.' })
  expect(heard.messages[4]).toEqual({
    ...{ type: 'tool_call', id: 'call-1-2', name: 'change_delivery' },
    arguments: { order_id: '1042', date: 'Friday' },
  })
  expect(heard.messages[5]).toMatchObject({ id: 'call-1-2', result: { arrives: 'Friday' } })
  expect(heard).toMatchObject({ audioBytes: 0, code: 1000 })
})

test('a tool that failed has an error and no result', async () => {
  const { messages } = await converse([start, write('cancel order 1055')])
  const result = messages.find(({ type }) => type === 'tool_result')
  expect(result).toEqual({
    ...{ type: 'tool_result', id: 'call-1-1', name: 'cancel_order' },
    error: 'already_shipped',
  })
  expect(messages.at(-2)?.['text']).toBe('I could not cancel order 1055: it was shipped already.')
})

test('without tools there is nothing to check, and a conversation goes on', async () => {
  const turns = ['cancel order 1042', 'tell me a joke', 'where is order 1042', 'cancel order 1088']
  const heard = await converse([start, ...turns.map(write)])
  const ids = heard.messages.flatMap((message) =>
    message.type === 'tool_call' ? [message['id']] : [],
  )
  expect(ids).toEqual(['call-1-1', 'call-3-1', 'call-4-1'])
  expect(heard.messages.filter(({ text }) => text === 'Let me check that.')).toHaveLength(3)
  expect(heard.messages.map(({ text }) => text)).toContain('Order 1042 is cancelled.')
})

test('hears a caller to the end, and speaks', async () => {
  const clip = padded(await speaker.say('cancel order 1055'), 200, 1_000)
  const audio = Buffer.from(clip.pcm.buffer)
  const speak = (send: Send) => {
    for (let at = 0; at < audio.length; at += 3_200) send(audio.subarray(at, at + 3_200))
  }
  const begin = (send: Send) =>
    send({ type: 'start', language: 'en-US', sample_rate: clip.sampleRate })
  const heard = await converse([begin, speak])
  expect(heard.messages[1]).toEqual({ type: 'transcript', text: 'cancel order 1055' })
  expect(types(heard).slice(2)).toEqual([
    ...['speech', 'tool_call', 'tool_result', 'intent', 'speech', 'end'],
  ])
  // "Let me check that." and an answer: more than a second of 16 kHz.
  expect(heard.audioBytes).toBeGreaterThan(32_000)
})

test.each<[string, (send: Send) => void, string]>([
  ['text before the start', write('hello'), 'start was expected first'],
  ['audio before the start', (send) => send(Buffer.alloc(320)), 'start was expected first'],
  ['what is no JSON', (send) => send('hello'), 'start, text or stop was expected'],
  ['an unknown member', (send) => send({ type: 'start', language: 'en', x: 1 }), 'was expected'],
  [
    'a language it does not speak',
    (send) => send({ type: 'start', language: 'ja' }),
    'not supported',
  ],
])('refuses %s', async (_, step, message) => {
  const { messages, code } = await converse([step])
  expect(code).toBe(1008)
  expect(messages.at(-1)).toMatchObject({ type: 'error' })
  expect(messages.at(-1)?.['message']).toContain(message)
})

test.each<[string, (send: Send) => void]>([
  ['half a sample', (send) => send(Buffer.alloc(321))],
  ['a second start', start],
  [
    'a turn while another is answered',
    (send) => {
      write('hello')(send)
      write('hello')(send)
    },
  ],
])('refuses %s', async (_, step) => expect((await converse([start, step])).code).toBe(1008))

test('refuses whoever does not have the key', async () =>
  expect(converse([], { authorization: 'Bearer wrong' })).rejects.toThrow('401'))

test.each<[string, number]>([
  ['status=503;at=end', 1011],
  ['reset;at=end', 1006],
  ['empty', 1000],
])('the fault %s closes with %i', async (fault, code) =>
  expect((await converse([start, write('hello')], { 'X-Simulator-Fault': fault })).code).toBe(code),
)

test('the fault error is told', async () => {
  const { messages, code } = await converse([start, write('hello')], {
    'X-Simulator-Fault': 'error',
  })
  expect(messages.at(-1)).toEqual({ type: 'error', message: 'Injected fault: error' })
  expect(code).toBe(1011)
})

test('a fault at the start refuses the handshake', async () =>
  expect(converse([], { 'X-Simulator-Fault': 'status=503' })).rejects.toThrow('503'))
