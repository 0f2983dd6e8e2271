// Speaks like our worker does and does nothing else: the reference for what streaming itself costs. Arguments: address,
// calls at once, calls in all, ms of audio in a call.
import { request } from 'node:http'

const [url = '', slots, calls, audioMs] = process.argv.slice(2)
const chunk = Buffer.alloc(1_600)
const chunks = Math.round(Number(audioMs) / 50)

function call(): Promise<void> {
  return new Promise((resolve, reject) => {
    const sending = request(`${url}/v1/audio`, { method: 'POST' }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('end', () => {
        JSON.parse(Buffer.concat(parts).toString())
        resolve()
      })
    })
    sending.on('error', reject)
    const startedAt = performance.now()
    let sent = 0
    const speak = () => {
      sending.write(chunk)
      sent++
      if (sent === chunks) sending.end()
      else setTimeout(speak, Math.max(0, startedAt + (sent + 1) * 50 - performance.now()))
    }
    setTimeout(speak, 50)
  })
}

let begun = 0
await Promise.all(
  Array.from({ length: Number(slots) }, async () => {
    while (begun++ < Number(calls)) await call()
  }),
)
const { user, system } = process.cpuUsage()
process.send?.({ cpuUs: (user + system) / Number(calls) })
process.disconnect()
