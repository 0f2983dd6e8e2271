// A voice AI that says what it heard, in a process of its own: what every tool of the benchmark of peers calls. It takes
// `{"text": …}` and answers `{"text": "You said: …"}`.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

import { z } from 'zod'

const Said = z.object({ text: z.string() })

const server = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    const { text } = Said.parse(JSON.parse(Buffer.concat(chunks).toString()))
    const answer = JSON.stringify({ text: `You said: ${text}` })
    const head = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(answer),
    }
    response.writeHead(200, head).end(answer)
  })
})
server.keepAliveTimeout = 60_000
process.on('disconnect', () => process.exit(0))
server.listen({ port: 0, host: '127.0.0.1', backlog: 4_096 }, () => {
  const { port } = server.address() as AddressInfo
  process.send?.({ url: `http://127.0.0.1:${port}/` })
})
