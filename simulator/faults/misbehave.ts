import type { ServerResponse } from 'node:http'

import type { FaultRule } from '#simulator/faults/fault.ts'

const tickMs = 20

/** Bytes that are no JSON, no UTF-8 and the same each time. */
export function garbage(size: number): Buffer {
  const bytes = Buffer.allocUnsafe(size)
  for (let at = 0; at < size; at++) bytes[at] = (at * 167 + 129) & 255
  return bytes
}

/** Writes `body` at `bytesPerSecond` until it is out or nobody listens. */
function drip(response: ServerResponse, body: Buffer, bytesPerSecond: number): void {
  const step = Math.max(1, Math.round((bytesPerSecond * tickMs) / 1_000))
  const pause = Math.max(tickMs, Math.round((step * 1_000) / bytesPerSecond))
  let at = 0
  const timer = setInterval(() => {
    if (response.destroyed || at >= body.length) {
      clearInterval(timer)
      if (!response.destroyed) response.end()
      return
    }
    response.write(body.subarray(at, at + step))
    at += step
  }, pause)
  response.once('close', () => clearInterval(timer))
}

/** Streams valid JSON of about `size` bytes as fast as it is read. */
function flood(response: ServerResponse, size: number): void {
  const block = Buffer.alloc(65_536, 'x')
  let left = size
  const pump = () => {
    while (left > 0) {
      if (response.destroyed) return
      left -= block.length
      if (!response.write(block)) {
        response.once('drain', pump)
        return
      }
    }
    response.end('"}\n')
  }
  response.write('{"Format":"SoundHoundVoiceSearchResult","Padding":"')
  pump()
}

/** Answers with a bare status before anything else is looked at. */
export function refuse(response: ServerResponse, fault: FaultRule): void {
  response.writeHead(fault.value, {
    'Content-Type': 'text/plain',
    ...(fault.retryAfter !== null && { 'Retry-After': String(fault.retryAfter) }),
  })
  response.end(`Injected fault: status ${fault.value}\n`)
}

/** Drops the connection without a goodbye. */
export const reset = (response: ServerResponse): void => {
  response.socket?.resetAndDestroy()
}

/**
 * Sends what `fault` makes of the answer `body`. False when the fault leaves the way of sending alone.
 * `response` may already have sent its headers (voice answers are streams).
 */
export function misbehave(response: ServerResponse, fault: FaultRule, body: Buffer): boolean {
  const begin = () => {
    if (!response.headersSent) response.writeHead(200, { 'Content-Type': 'application/json' })
  }
  switch (fault.kind) {
    case 'status':
      if (response.headersSent) reset(response)
      else refuse(response, fault)
      return true
    case 'reset':
      reset(response)
      return true
    case 'hang':
      return true
    case 'garbage':
      begin()
      response.end(garbage(fault.value))
      return true
    case 'malformed':
      begin()
      response.end(body.subarray(0, body.length >> 1))
      return true
    case 'empty':
      begin()
      response.end()
      return true
    case 'half-close':
      begin()
      response.write(body.subarray(0, body.length >> 1), () => response.socket?.end())
      return true
    case 'drip':
      begin()
      drip(response, body, fault.value)
      return true
    case 'huge':
      begin()
      flood(response, fault.value)
      return true
    default:
      return false
  }
}
