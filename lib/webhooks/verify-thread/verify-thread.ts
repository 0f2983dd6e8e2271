import { parentPort } from 'node:worker_threads'

import type { Receiver } from '#lib/engines/vendors/inbound.ts'
import type { VerifyAnswer, VerifyQuestion } from '#lib/webhooks/verify-thread/protocol.ts'

/** The receiver alone: the registry would load every vendor with all it needs to send. */
async function receiverOf(kind: string): Promise<Receiver> {
  const folder = kind.replaceAll('_', '-')
  const module = (await import(`#lib/engines/vendors/${folder}/receiver.ts`)) as {
    receiver: Receiver
  }
  return module.receiver
}

async function answerTo(question: VerifyQuestion): Promise<VerifyAnswer> {
  const { kind, headers, body, secrets, now } = question
  const receiver = await receiverOf(kind)
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  const found = receiver.verify({ headers, body: bytes }, secrets, now)
  const result = found.ok ? { ok: true as const, secret: secrets.indexOf(found.secret) } : found
  return { body, result }
}

// One question at a time. What goes wrong ends the thread, and its question with it.
parentPort?.on('message', (question: VerifyQuestion) => {
  void answerTo(question).then((answer) => parentPort?.postMessage(answer, [answer.body.buffer]))
})
