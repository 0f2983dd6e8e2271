import { setTimeout as sleep } from 'node:timers/promises'

import type { WebSocket } from 'ws'

import type { FaultRule } from '#simulator/faults/fault.ts'
import { garbage } from '#simulator/faults/misbehave.ts'

const tickMs = 20
const floodBlock = 65_536

async function drip(socket: WebSocket, message: Buffer, bytesPerSecond: number): Promise<void> {
  const step = Math.max(1, Math.round((bytesPerSecond * tickMs) / 1_000))
  const pause = Math.max(tickMs, Math.round((step * 1_000) / bytesPerSecond))
  for (let at = 0; at < message.length && socket.readyState === socket.OPEN; at += step) {
    const last = at + step >= message.length
    socket.send(message.subarray(at, at + step), { binary: true, fin: last })
    await sleep(pause)
  }
  socket.close(1000)
}

async function flood(socket: WebSocket, size: number): Promise<void> {
  const block = Buffer.alloc(floodBlock, 120)
  for (let left = size; left > 0 && socket.readyState === socket.OPEN; left -= floodBlock)
    await new Promise<void>((resolve) => {
      socket.send(block, { binary: true, fin: left <= floodBlock }, () => resolve())
    })
  socket.close(1000)
}

/** Sends what `fault` makes of the answer `message` (gzipped JSON). False when it leaves sending alone. */
export function misbehaveOnSocket(socket: WebSocket, fault: FaultRule, message: Buffer): boolean {
  switch (fault.kind) {
    case 'status':
      socket.close(1011, `Injected fault: status ${fault.value}`)
      return true
    case 'reset':
    case 'half-close':
      socket.terminate()
      return true
    case 'hang':
      return true
    case 'garbage':
      socket.send(garbage(fault.value))
      return true
    case 'malformed':
      socket.send(message.subarray(0, message.length >> 1))
      return true
    case 'empty':
      socket.close(1000)
      return true
    case 'drip':
      void drip(socket, message, fault.value)
      return true
    case 'huge':
      void flood(socket, fault.value)
      return true
    default:
      return false
  }
}
