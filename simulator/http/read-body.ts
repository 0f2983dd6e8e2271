import type { IncomingMessage } from 'node:http'

import { Refusal } from '#simulator/protocol/refusal.ts'

/** The whole body. Throws `Refusal` 413 above `maxBytes` and 400 when the client goes away. */
export function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size <= maxBytes) chunks.push(chunk)
      else reject(new Refusal(413, `Payload too large: at most ${maxBytes} bytes`))
    })
    request.once('end', () => resolve(Buffer.concat(chunks)))
    request.once('error', () => reject(new Refusal(400, 'Bad request: the body broke off')))
    request.once('close', () => reject(new Refusal(400, 'Bad request: the body broke off')))
  })
}
