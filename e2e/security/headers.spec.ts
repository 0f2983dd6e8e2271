import { get } from 'node:http'

import { expect, test as base } from '#e2e/fixtures.ts'
import { startEmptyProduct } from '#e2e/product.ts'

type Headers = Record<string, string>

base.describe('every document', () => {
  base.use({ person: 'viewer' })
  const prefetches: Headers[] = [
    {},
    { purpose: 'prefetch' },
    { 'next-router-prefetch': '1' },
    { 'sec-purpose': 'prefetch' },
  ]
  const addresses = [
    '/',
    '/runs',
    '/runs/a.b',
    '/suites/file.html',
    '/sign-in',
    '/docs',
    '/no/page',
    '/no/page.php',
    '/webhooks/other',
    '/_next/other',
    '/healthy',
  ]
  for (const address of addresses)
    base(`${address} has a Content-Security-Policy, prefetched too`, async ({ api }) => {
      for (const headers of prefetches) {
        const answer = await api.get(address, { headers, maxRedirects: 0 })
        expect(answer.headers()['content-security-policy'], JSON.stringify(headers)).toContain(
          "frame-ancestors 'none'",
        )
      }
    })

  for (const address of ['/health', '/metrics', '/api/v1/me', '/api/no/such/thing'])
    base(`${address} may not be a document`, async ({ api }) => {
      const policy = (await api.get(address)).headers()['content-security-policy']
      expect(policy).toContain("default-src 'none'")
    })

  base('no answer asks for HTTPS where there is none', async ({ api }) => {
    expect((await api.get('/sign-in')).headers()).not.toHaveProperty('strict-transport-security')
  })
})

const test = base.extend<object, { httpsUrl: string }>({
  httpsUrl: [
    async ({}, use) => {
      // As behind a proxy that ends TLS: people come by this address.
      const product = await startEmptyProduct({ NEXTAUTH_URL: 'https://earshot.example' })
      await use(product.url)
      await product.stop()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
})

test.describe('served over HTTPS', () => {
  test.use({ person: null })

  /** Without a browser, which would not take such cookies over HTTP. */
  const headersOf = (url: string) =>
    new Promise<{ hsts: string | undefined; cookies: string[] }>((resolve, reject) => {
      get(url, (answer) => {
        answer.resume()
        const { headers } = answer
        const hsts = headers['strict-transport-security']
        resolve({ hsts, cookies: headers['set-cookie'] ?? [] })
      }).on('error', reject)
    })

  test('every answer asks for HTTPS, and cookies are for this host alone', async ({ httpsUrl }) => {
    test.setTimeout(150_000)
    for (const path of ['/setup', '/runs', '/no/page', '/icon.svg', '/api/health', '/api/v1/me'])
      expect((await headersOf(httpsUrl + path)).hsts, path).toBe('max-age=31536000')
    const { cookies } = await headersOf(`${httpsUrl}/api/auth/csrf`)
    expect(cookies.length).toBeGreaterThan(0)
    for (const cookie of cookies) {
      expect(cookie).toMatch(/^__Host-earshot\./)
      expect(cookie).toMatch(/; Secure/)
      expect(cookie).toMatch(/; Path=\//)
      expect(cookie).not.toMatch(/; Domain=/)
    }
  })
})
