import { z } from 'zod'

import type { Reply, useApi } from '#app/api/testing/use-api.ts'

const Csrf = z.object({ csrfToken: z.string() })

/** Signs in as a browser does, by NextAuth's own addresses, and keeps the cookies that it sets. */
export function openBrowser(api: ReturnType<typeof useApi>, headers: Record<string, string> = {}) {
  const jar = new Map<string, string>()

  async function call(method: string, path: string, form?: Record<string, string>): Promise<Reply> {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const type = { 'content-type': 'application/x-www-form-urlencoded' }
    const reply = await api.call(null, method, path, {
      headers: { ...headers, ...(cookie !== '' && { cookie }), ...(form && type) },
      ...(form && { body: new URLSearchParams(form).toString() }),
    })
    for (const line of reply.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (value === '') jar.delete(name)
      else jar.set(name, value)
    }
    return reply
  }

  /** Sends a form that NextAuth takes only with its CSRF token. */
  async function post(path: string, form: Record<string, string> = {}): Promise<Reply> {
    const { csrfToken } = Csrf.parse((await call('GET', '/api/auth/csrf')).body)
    return call('POST', path, { csrfToken, json: 'true', ...form })
  }

  return {
    call,
    post,
    signIn: (email: string, password: string) =>
      post('/api/auth/callback/credentials', { email, password }),
    signOut: () => post('/api/auth/signout'),
    cookies: () => Object.fromEntries(jar),
    /** the value of a Cookie header */
    cookie: () => [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
  }
}
