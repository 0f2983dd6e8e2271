import { describe, expect, test } from 'vitest'

import { createGuard } from '#lib/platform/net/guard.ts'
import { request } from '#lib/platform/net/http.ts'

const strict = createGuard({ allowedHosts: [] })

const refusal = (guard: ReturnType<typeof createGuard>, url: string) => {
  try {
    guard.assertAllowedUrl(url)
    return null
  } catch (error) {
    return error
  }
}

const lookUp = (guard: ReturnType<typeof createGuard>, host: string, port: number, all = true) =>
  new Promise<unknown>((resolve) =>
    guard.guardedLookup(port)(host, { all }, (error, found) => resolve(error ?? found)),
  )

describe('an address literal', () => {
  test.each([
    '127.0.0.1',
    '127.1',
    '2130706433',
    '0x7f.1',
    '0x7f000001',
    '017700000001',
    '127.0.0.1.',
    '１２７.0.0.1',
    '0.0.0.0',
    '10.0.0.1',
    '172.16.5.4',
    '192.168.1.1',
    '169.254.169.254',
    '100.100.100.200',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '[::1]',
    '[::]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[::127.0.0.1]',
    '[64:ff9b::7f00:1]',
    '[64:ff9b:1::a00:1]',
    '[2002:7f00:1::]',
    '[2001:0:4136:e378:8000:63bf:3fff:fdd2]',
    '[fe80::1]',
    '[fec0::1]',
    '[fc00::1]',
    '[fd12:3456::1]',
    '[ff02::1]',
    '[2001:db8::1]',
    '[5f00::1]',
    '168.63.129.16',
    '0xa83f8110',
    '[::ffff:168.63.129.16]',
    '[fd00:ec2::254]',
    '[fd00:0ec2:0::0254]',
    '[fd20:ce::254]',
    'metadata.google.internal',
    'METADATA.GOOGLE.INTERNAL.',
    'metadata',
    'instance-data',
    'instance-data.ec2.internal',
    'metadata.azure.internal',
  ])('that is not on the public internet is refused: %s', (host) => {
    expect(refusal(strict, `http://${host}/`)).toMatchObject({
      fault: 'configuration',
      retryable: false,
    })
  })

  test.each(['8.8.8.8', '[2606:4700::1111]', '[::ffff:8.8.8.8]'])(
    'that is public passes: %s',
    (host) => {
      expect(refusal(strict, `https://${host}/`)).toBeNull()
    },
  )
})

describe('an address from settings', () => {
  test.each(['ftp://example.com/', 'file:///etc/passwd', 'data:text/plain,x', 'gopher://a/'])(
    'with another protocol is refused: %s',
    (url) => expect(refusal(strict, url)).toMatchObject({ fault: 'configuration' }),
  )

  test('with a password is refused without repeating it', () => {
    const error = refusal(strict, 'https://user:hunter2@example.com/')
    expect(error).toMatchObject({ fault: 'configuration' })
    expect(String(error)).not.toContain('hunter2')
  })

  test('that is none at all is refused', () =>
    expect(refusal(strict, 'not an address')).toMatchObject({ fault: 'configuration' }))

  test.each(['https://example.com/x', 'wss://example.com:8443/'])('passes: %s', (url) =>
    expect(refusal(strict, url)).toBeNull(),
  )
})

describe('exceptions', () => {
  test('a network opens its addresses on every port, and no other', () => {
    const guard = createGuard({ allowedHosts: ['10.1.0.0/16'] })
    expect(refusal(guard, 'http://10.1.2.3:81/')).toBeNull()
    expect(refusal(guard, 'http://10.2.0.1/')).not.toBeNull()
    expect(refusal(guard, 'http://[::ffff:10.1.2.3]/')).toBeNull()
  })

  test('an address with a port opens that port alone, however it is written', () => {
    const guard = createGuard({ allowedHosts: ['127.0.0.1:4010', '[::1]:4010'] })
    expect(refusal(guard, 'http://2130706433:4010/')).toBeNull()
    expect(refusal(guard, 'http://[::1]:4010/')).toBeNull()
    expect(refusal(guard, 'http://127.0.0.1:4011/')).not.toBeNull()
    expect(refusal(guard, 'http://127.0.0.1/')).not.toBeNull()
  })

  test('a name opens whatever it resolves to, on its port', async () => {
    const guard = createGuard({ allowedHosts: ['localhost:4010'] })
    expect(await lookUp(guard, 'localhost', 4010)).toEqual(
      expect.arrayContaining([expect.objectContaining({ address: '127.0.0.1' })]),
    )
    expect(await lookUp(guard, 'localhost', 4011)).toMatchObject({ fault: 'configuration' })
  })

  test('a name is not opened by another that ends like it', async () => {
    const guard = createGuard({ allowedHosts: ['host'] })
    expect(await lookUp(guard, 'localhost', 80)).toMatchObject({ fault: 'configuration' })
  })

  test.each(['http://x', '10.0.0.0/99', 'a b', '*.example.com', 'x:99999', ''])(
    'an entry that cannot be read is an error that quotes it: %s',
    (entry) => expect(() => createGuard({ allowedHosts: [entry] })).toThrow(`"${entry}"`),
  )
})

describe('a name', () => {
  test('that resolves to this machine is refused at connect time', async () => {
    expect(await lookUp(strict, 'localhost', 80)).toMatchObject({
      fault: 'configuration',
      message: expect.stringContaining('OUTBOUND_ALLOWED_HOSTS') as string,
    })
    const call = request({ method: 'GET', url: 'http://localhost:1/', guard: strict })
    await expect(call).rejects.toMatchObject({ fault: 'configuration' })
  })

  test('keeps only those of its addresses that may be reached', async () => {
    const guard = createGuard({ allowedHosts: ['127.0.0.0/8'] })
    expect(await lookUp(guard, 'localhost', 80)).toEqual([{ address: '127.0.0.1', family: 4 }])
    expect(await lookUp(guard, 'localhost', 80, false)).toBe('127.0.0.1')
  })
})

describe("a provider's metadata service", () => {
  test('is refused by name before anybody is asked for its address', async () => {
    for (const host of ['metadata.google.internal', 'Instance-Data'])
      expect(await lookUp(strict, host, 80)).toMatchObject({ fault: 'configuration' })
  })
  test('is not meant by a wide network, only by its own address or name', () => {
    const wide = createGuard({ allowedHosts: ['169.254.0.0/16', '168.0.0.0/8', 'fd00::/8'] })
    for (const host of ['169.254.169.254', '168.63.129.16', '[fd00:ec2::254]'])
      expect(refusal(wide, `http://${host}/`)).toMatchObject({ fault: 'configuration' })
    expect(refusal(wide, 'http://169.254.1.1/')).toBeNull()
    const meant = createGuard({ allowedHosts: ['169.254.169.254', 'metadata.google.internal:80'] })
    expect(refusal(meant, 'http://169.254.169.254/')).toBeNull()
    expect(refusal(meant, 'http://metadata.google.internal/')).toBeNull()
    expect(refusal(meant, 'http://metadata.google.internal:81/')).not.toBeNull()
  })
})
