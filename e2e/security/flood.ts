import { request } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'

import pLimit from 'p-limit'
import { z } from 'zod'

const Csrf = z.object({ csrfToken: z.string() })

/** ms that /api/health takes while `work` goes on, asked again and again. */
export async function healthDuring(
  url: string,
  work: () => Promise<unknown>,
): Promise<{ worst: number; p95: number; asked: number }> {
  const times: number[] = []
  let done = false
  const asking = (async () => {
    while (!done) {
      const begun = performance.now()
      await (await fetch(`${url}/api/health`)).text()
      times.push(performance.now() - begun)
      await delay(10)
    }
  })()
  await work()
  done = true
  await asking
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) => Math.round(sorted[Math.floor((sorted.length - 1) * share)] ?? 0)
  return { worst: at(1), p95: at(0.95), asked: times.length }
}

let made = 0
/** Another caller each time, if anybody believed it. */
const forged = () => ({ 'x-forwarded-for': `198.51.${(++made >> 8) & 255}.${made & 255}` })

const many = (count: number, atOnce: number, ask: () => Promise<Response>) => {
  const limit = pLimit(atOnce)
  return Promise.all(
    Array.from({ length: count }, () =>
      limit(async () => {
        const response = await ask()
        await response.arrayBuffer()
        return response.status
      }),
    ),
  )
}

const nobody = () => ({ email: `nobody${made}@example.test`, password: 'a wrong password' })

export const signIns = (url: string) =>
  many(40, 40, () =>
    fetch(`${url}/api/v1/auth/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...forged() },
      body: JSON.stringify(nobody()),
    }),
  )

export async function nextAuthSignIns(url: string): Promise<number[]> {
  const first = await fetch(`${url}/api/auth/csrf`)
  const { csrfToken } = Csrf.parse(await first.json())
  const cookie = first.headers
    .getSetCookie()
    .map((one) => one.split(';', 1)[0])
    .join('; ')
  return many(40, 40, () =>
    fetch(`${url}/api/auth/callback/credentials`, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/x-www-form-urlencoded', cookie, ...forged() },
      body: new URLSearchParams({ ...nobody(), csrfToken, json: 'true' }),
    }),
  )
}

export const reads = (url: string, path: string, count: number) =>
  many(count, 20, () => fetch(url + path, { headers: forged() }))

/** Deliveries of the largest size with a signature that is wrong. */
export const deliveries = (url: string, count: number) => {
  const body = Buffer.alloc(24 * 1_048_576, 'x')
  const { hostname, port } = new URL(url)
  const headers = {
    'content-type': 'application/json',
    'content-length': body.length,
    'x-github-event': 'push',
    'x-hub-signature-256': `sha256=${'0'.repeat(64)}`,
  }
  const path = '/api/webhooks/ci-cd'
  // By hand: fetch cannot tell an answer that comes before the body has left.
  const send = () =>
    new Promise<number>((resolve) => {
      const call = request({ hostname, port, path, method: 'POST', headers }, (answer) => {
        answer.resume().on('end', () => resolve(answer.statusCode ?? 0))
      })
      call.on('error', () => resolve(0))
      call.end(body)
    })
  return Promise.all(Array.from({ length: count }, send))
}
