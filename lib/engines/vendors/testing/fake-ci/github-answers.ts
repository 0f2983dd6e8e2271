import type { z } from 'zod'

import {
  type FakeAnswer,
  type FakeRequest,
  readJson,
} from '#lib/engines/vendors/testing/fake-notifier/fake-http.ts'

/** Who asks, and what they may do everywhere. */
export type Caller = { login: string; push: boolean; scopes: string | null; app: number | null }

export type Call = { request: FakeRequest; caller: Caller; repository: string; id: string }
export type Route = [method: string, path: RegExp, answer: (call: Call) => FakeAnswer]

/** Matches a path below a repository. */
export const repo = (rest: string) => new RegExp(`^/repos/(?<owner>[^/]+)/(?<repo>[^/]+)${rest}$`)

const documentation = 'https://docs.github.com/rest'
export const refuse = (status: number, message: string, errors?: object[]): FakeAnswer => ({
  status,
  body: {
    message,
    documentation_url: documentation,
    status: String(status),
    ...(errors && { errors }),
  },
})
export const notFound = () => refuse(404, 'Not Found')

/** A body by its schema, or the refusal that GitHub would write. */
export function parseBody<T>(schema: z.ZodType<T>, body: string, resource: string): T | FakeAnswer {
  const json = readJson(body)
  if (json === null) return refuse(400, 'Problems parsing JSON')
  const parsed = schema.safeParse(json)
  if (parsed.success) return parsed.data
  const errors = parsed.error.issues.map(({ path, message }) => ({
    resource,
    field: path.join('.'),
    code: 'custom',
    message,
  }))
  return refuse(422, 'Validation Failed', errors)
}

export const isRefusal = (value: object): value is FakeAnswer =>
  'status' in value && typeof value.status === 'number'
