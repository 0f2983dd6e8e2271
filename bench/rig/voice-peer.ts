// A Houndify peer for hundreds of calls at once on the machine that makes them: it reads the wire only as far as it must to
// know where a request ends, and answers 1.6 kB.
import { createServer, type AddressInfo, type Socket } from 'node:net'

import { weatherAnswer } from '#bench/rig/weather-answer.ts'

const head = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(weatherAnswer)}\r\n\r\n`
const reply = Buffer.from(head + weatherAnswer)
const end = Buffer.from('\r\n0\r\n\r\n')

/** Whether a body in chunks has come to its end, by its last bytes alone. */
const isLast = (data: Buffer) =>
  data.length >= end.length
    ? data.subarray(-end.length).equals(end)
    : end.subarray(-data.length).equals(data)

function serve(socket: Socket): void {
  let text = ''
  let speaks = false
  socket.setNoDelay(true)
  socket.on('error', () => undefined)
  socket.on('data', (data) => {
    if (!speaks) {
      text += data.toString('latin1')
      const at = text.indexOf('\r\n\r\n')
      if (at < 0) return
      speaks = /\r\ntransfer-encoding: chunked/i.test(text.slice(0, at))
      const length = Number(/\r\ncontent-length: (\d+)/i.exec(text.slice(0, at))?.[1] ?? 0)
      if (!speaks && text.length < at + 4 + length) return
      text = ''
    }
    if (speaks && !isLast(data)) return
    speaks = false
    socket.write(reply)
  })
}

const server = createServer(serve)
process.on('disconnect', () => process.exit(0))
server.listen({ port: 0, host: '127.0.0.1', backlog: 4_096 }, () => {
  const { port } = server.address() as AddressInfo
  process.send?.({ url: `http://127.0.0.1:${port}` })
})
