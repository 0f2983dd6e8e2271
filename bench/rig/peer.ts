// A Houndify peer as lean as one can be, in a process of its own: it verifies nothing and answers 1.6 kB after
// the latency given as argument (ms). It is the reference for "the call alone" as well as what our worker calls.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

const latencyMs = Number(process.argv[2] ?? 0)

const answer = JSON.stringify({
  Format: 'SoundHoundVoiceSearchResult',
  FormatVersion: '1.0',
  Status: 'OK',
  NumToReturn: 1,
  QueryID: '5a7c5ff0-9dd5-4a7e-9a5d-0f4b1f0f7a11',
  AudioLength: 0,
  RealSpeechTime: 0,
  CpuSpeechTime: 0,
  RealTime: 0.001,
  CpuTime: 0.001,
  AllResults: [
    {
      CommandKind: 'WeatherCommand',
      SpokenResponse: 'It is sunny in Toronto with twenty degrees.',
      SpokenResponseLong: 'It is sunny in Toronto with twenty degrees.',
      WrittenResponse: 'It is sunny in Toronto with 20 degrees.',
      WrittenResponseLong: 'It is sunny in Toronto with 20 degrees.',
      UnderstandingConfidence: 0.95,
      NativeData: {
        WeatherCommandKind: 'ShowCurrentConditions',
        City: 'Toronto',
        Country: 'Canada',
        Conditions: { Summary: 'sunny', Celsius: 20, Humidity: 41, WindKmh: 12, Pressure: 1_014 },
      },
      ConversationState: { Topic: 'weather', Place: 'Toronto', Turn: 1, History: 'x'.repeat(400) },
      Hints: Array.from({ length: 6 }, (_, day) => `What will it be like in ${day + 1} days?`),
    },
  ],
})
const head = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(answer) }

let calls = 0
let waitsForFirst = false

const server = createServer((request, response) => {
  calls++
  if (waitsForFirst) {
    waitsForFirst = false
    process.send?.({ firstCallAt: performance.timeOrigin + performance.now() })
  }
  request.resume().on('end', () => {
    const reply = () => response.writeHead(200, head).end(answer)
    if (latencyMs > 0) setTimeout(reply, latencyMs)
    else reply()
  })
})
server.keepAliveTimeout = 60_000

/** `first` asks for the time of the next call, anything else for the number of calls so far. */
process.on('message', (question) => {
  if (question === 'first') waitsForFirst = true
  process.send?.(question === 'first' ? { armed: true } : { calls })
})
process.on('disconnect', () => process.exit(0))
server.listen({ port: 0, host: '127.0.0.1', backlog: 4_096 }, () => {
  const { port } = server.address() as AddressInfo
  process.send?.({ url: `http://127.0.0.1:${port}` })
})
