import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'

import { z } from 'zod'

import { apiMethods } from '#lib/http/api-methods.ts'
import type { Attempt } from '#lib/http/attempt-limiter.ts'
import { AppError, type ErrorCode, type Fault } from '#lib/platform/errors.ts'
import { foreignFaults } from '#lib/platform/format/foreign-faults.ts'

/** Header that carries a refusal within the process; whatever a caller sends under this name is dropped. */
const header = 'x-earshot-refusal'
/** Where refusals are answered, for the framework would answer some of them with 500 and others with a page. */
const refusedPath = '/api/refused'

const Refusal = z.object({
  code: z.custom<ErrorCode>((code) => typeof code === 'string'),
  detail: z.string(),
  faults: z.array(z.object({ path: z.string(), message: z.string() })).default([]),
  /** methods that are served at the address */
  allow: z.array(z.string()).default([]),
  /** a page that was asked for too often: answered with one, by what is left of the limit */
  attempt: z.custom<Attempt>((value) => typeof value === 'object').optional(),
})
type Refusal = z.input<typeof Refusal>

/** Addresses outside `/api` that are served by what is inside; `next.config.ts` says the same. */
const aliases: Readonly<Record<string, string>> = {
  '/health': '/api/health',
  '/metrics': '/api/metrics',
  '/webhooks/ci-cd': '/api/webhooks/ci-cd',
}

const served = Object.entries(apiMethods)
  .filter(([pattern]) => pattern !== refusedPath)
  .map(([pattern, methods]) => ({ parts: pattern.split('/'), methods }))

function fits(parts: readonly string[], given: readonly string[]): boolean {
  if (parts.at(-1) !== '**' && parts.length !== given.length) return false
  return parts.every((part, index) => {
    if (part === '**') return given.length > index
    return part === '*' ? given[index] !== '' : part === given[index]
  })
}

/** Those whose address is written out, which are found at once. */
const literal = new Map(
  served.flatMap(({ parts, methods }) =>
    parts.some((part) => part.startsWith('*')) ? [] : [[parts.join('/'), methods] as const],
  ),
)

/** Methods at an address of the API; null when nothing is there. Parts that are written out win over `*`. */
function methodsAt(given: readonly string[]): readonly string[] | null {
  const written = literal.get(given.join('/'))
  if (written) return written
  const found = served.filter(({ parts }) => fits(parts, given))
  const stars = ({ parts }: (typeof served)[number]) => parts.filter((part) => part === '*').length
  return found.toSorted((a, b) => stars(a) - stars(b))[0]?.methods ?? null
}

const pageMethods = ['GET', 'HEAD', 'OPTIONS', 'POST']

function refuseMethod(method: string, allow: readonly string[]): Refusal | null {
  if (allow.includes(method)) return null
  const detail = `${method} is not served here; ${allow.join(', ')} ${allow.length === 1 ? 'is' : 'are'}`
  return { code: 'method_not_allowed', detail, allow: [...allow] }
}

function textFaults(pathname: string, query: string): Fault[] {
  const fields = query.includes('%00') ? Object.fromEntries(new URLSearchParams(query)) : {}
  const path = pathname.includes('\0') ? [{ path: 'address', message: 'holds U+0000' }] : []
  return [...path, ...foreignFaults(fields)]
}

/** Why a request cannot be answered whatever it asks for, by its method and its target alone; null when it can. */
export function refusalOf(method: string, target: string): Refusal | null {
  const [raw = '', query = ''] = target.split(/\?(.*)/s, 2)
  let parts: string[]
  try {
    parts = raw.split('/').map(decodeURIComponent)
  } catch {
    const message = 'holds a percent sign that begins no character: write %25 for the sign itself'
    const faults = [{ path: 'address', message }]
    return { code: 'invalid', detail: 'The address is not valid', faults }
  }
  const pathname = parts.join('/')
  const faults = textFaults(pathname, query)
  if (faults.length > 0) return { code: 'invalid', detail: 'The address is not valid', faults }
  const known = aliases[pathname]?.split('/') ?? parts
  if (known[1] !== 'api') return refuseMethod(method, pageMethods)
  // The framework sends these on to the address without the slash.
  if (raw.endsWith('/') || raw.includes('//')) return null
  const methods = methodsAt(known)
  if (!methods) return { code: 'not_found', detail: 'There is nothing at this address' }
  const implied = methods.includes('GET') ? ['HEAD', 'OPTIONS'] : ['OPTIONS']
  return refuseMethod(method, [...methods, ...implied].toSorted())
}

/** Sends a request that cannot be answered to where that is said. */
export function passDoor(request: Pick<IncomingMessage, 'headers' | 'method' | 'url'>): void {
  delete request.headers[header]
  const refusal = refusalOf(request.method ?? 'GET', request.url ?? '/')
  if (refusal) sendOn(request, refusal)
}

/** Lets a request be answered with a refusal, whatever it asks for. */
export function sendOn(
  request: Pick<IncomingMessage, 'headers' | 'method' | 'url'>,
  refusal: Refusal,
): void {
  request.headers[header] = encodeURIComponent(JSON.stringify(refusal))
  request.method = request.method === 'HEAD' ? 'HEAD' : 'GET'
  request.url = refusedPath
}

const holder = globalThis as typeof globalThis & { earshotDoor?: true }

/** Looks at each request of this process before Next.js sees it. */
export function openDoor(): void {
  if (holder.earshotDoor) return
  holder.earshotDoor = true
  subscribe('http.server.request.start', (message) => {
    passDoor((message as { request: IncomingMessage }).request)
  })
}

type ReadRefusal = { error: AppError; allow: string[]; attempt?: Attempt | undefined }

/** The refusal that a request was sent on with, and the methods there are; `not_found` for who came by himself. */
export function readRefusal(headers: Headers): ReadRefusal {
  const written = headers.get(header)
  if (written === null)
    return { error: new AppError('not_found', 'There is nothing at this address'), allow: [] }
  const refusal = Refusal.parse(JSON.parse(decodeURIComponent(written)))
  const { code, detail, faults, allow, attempt } = refusal
  return { error: new AppError(code, detail, { faults }), allow, attempt }
}
