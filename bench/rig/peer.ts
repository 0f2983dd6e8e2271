// A Houndify peer as lean as one can be, in a process of its own: it verifies nothing and answers 1.6 kB after
// the latency given as argument (ms). It is the reference for "the call alone" as well as what our worker calls.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

import { weatherAnswer as answer } from '#bench/rig/weather-answer.ts'

const latencyMs = Number(process.argv[2] ?? 0)

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
